// The door. The server says which it has: with --dev one says who one is; else one signs in at the identity provider, or shows an API token.
import { useEffect, useState } from "preact/hooks";
import { Problem, request, whoIs } from "./api";
import { session, type Credentials } from "./session";
import { named, t } from "./text";
import type { List, User } from "./types";
import { explain, Failure, Loading, TextField, useAction } from "./ui";

interface Ways { dev: boolean; provider: string | null }
type Door = "asking" | "people" | "token" | { provider: string } | { error: unknown };

async function whichDoor(): Promise<Door> {
  const ways = (await request<Ways>("GET", "/sign-in/ways", { credentials: null })).data;
  if (ways.dev) return "people";
  if (!ways.provider) return "token";
  try {
    await enter({ signedIn: true }); // a cookie from another tab
    return "asking";
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return { provider: ways.provider };
    throw error;
  }
}

async function enter(credentials: Credentials): Promise<void> {
  session.begin(credentials, await whoIs(credentials));
}

function People() {
  const [user, setUser] = useState("");
  const [groups, setGroups] = useState("");
  const [known, setKnown] = useState<User[]>([]);
  const action = useAction();
  useEffect(() => {
    void request<List<User>>("GET", "/users", { credentials: null, query: { limit: 100 } }).then((reply) => setKnown(reply.data.items), () => undefined);
  }, []);
  const go = (name: string) => action.run(() => enter({ user: name, ...(groups.trim() ? { groups } : {}) }));
  return (
    <>
      <p>{t("signIn.dev")}</p>
      <ul class="people">
        {[...known.map((one) => one.id).filter((id) => id !== "admin"), "admin"].map((id) => (
          <li key={id}><button type="button" onClick={() => void go(id)}>{known.find((one) => one.id === id)?.name ?? id}</button></li>
        ))}
      </ul>
      <form onSubmit={(event) => { event.preventDefault(); if (user.trim()) void go(user.trim()); }}>
        <TextField label={t("signIn.user")} value={user} onInput={setUser} />
        <TextField label={t("signIn.groups")} hint={t("signIn.groupsHint")} value={groups} onInput={setGroups} />
        {action.error ? <p class="error" role="alert">{explain(action.error)}</p> : null}
        <button class="primary" type="submit" disabled={action.busy}>{t("signIn.go")}</button>
      </form>
    </>
  );
}

function TokenForm() {
  const [token, setToken] = useState("");
  const action = useAction();
  const message = action.error instanceof Problem && action.error.status === 401 ? t("signIn.wrongToken") : action.error ? explain(action.error) : "";
  const submit = (event: Event) => {
    event.preventDefault();
    if (token.trim()) void action.run(() => enter({ token: token.trim() }));
  };
  return (
    <form onSubmit={submit}>
      <p>{t("signIn.tokenWhy")}</p>
      <TextField label={t("signIn.token")} type="password" value={token} onInput={setToken} hint={t("signIn.tokenHint")} {...(message ? { error: message } : {})} />
      <button class="primary" type="submit" disabled={action.busy}>{t("signIn.go")}</button>
    </form>
  );
}

/** What went wrong on the way back from the provider, in words. */
function Failed() {
  const code = new URLSearchParams(location.search).get("signIn");
  if (!code) return null;
  const known = ["refused", "expired", "no-role", "unavailable"].includes(code) ? code : "refused";
  return <p class="error" role="alert">{named("signIn.failed", known)}</p>;
}

function Provider({ name }: { name: string }) {
  const at = new URL(location.href);
  at.searchParams.delete("signIn");
  const address = `/api/v1/sign-in?to=${encodeURIComponent(at.pathname + at.search)}`;
  return (
    <>
      <Failed />
      <p><a class="button primary" href={address}>{t("signIn.with", { name })}</a></p>
      <details><summary>{t("signIn.otherwise")}</summary><TokenForm /></details>
    </>
  );
}

/** Leaves; a session of the provider's ends at the server too. */
export async function leave(): Promise<void> {
  if (session.credentials?.signedIn) await request("DELETE", "/me/session").catch(() => undefined);
  session.end();
}

export function SignIn() {
  const [door, setDoor] = useState<Door>("asking");
  const ask = () => {
    setDoor("asking");
    whichDoor().then(setDoor, (error: unknown) => setDoor({ error }));
  };
  useEffect(ask, []);
  useEffect(() => { document.title = t("signIn.title"); }, []);
  return (
    <main class="door" id="main">
      <h1><span class="brand-mark" aria-hidden="true" />Onward</h1>
      {door === "asking" ? <Loading /> : door === "people" ? <People /> : door === "token" ? <TokenForm />
        : "provider" in door ? <Provider name={door.provider} /> : <Failure error={door.error} retry={ask} />}
    </main>
  );
}

/** Takes up a session that the tab has kept. */
export async function resume(): Promise<void> {
  if (!session.credentials) return;
  try {
    await enter(session.credentials);
  } catch (error) {
    if (error instanceof Problem) session.end();
    else throw error;
  }
}
