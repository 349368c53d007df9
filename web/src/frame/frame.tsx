// What stands around every page: name, navigation, who is signed in, how fresh the page is; and the way from an address to its page.
import { useEffect, useRef, useState } from "preact/hooks";
import { useLine } from "./live";
import { Notice } from "./notice";
import { matchPath, navigate, usePlace } from "./router";
import { allowed, offered, routes } from "./routes";
import { session } from "./session";
import { leave, resume, SignIn } from "./sign_in";
import { t } from "./text";
import { Empty, Failure, Loading, useCurrentInSight } from "./ui";

function Fresh() {
  const line = useLine();
  return <span class={`fresh ${line}`} role="status"><span key={line} class="line"><span class="dot" aria-hidden="true" /><span class="words">{t(`live.${line}`)}</span></span></span>;
}

function Header({ path }: { path: string }) {
  const me = session.me!;
  const row = useCurrentInSight(path);
  return (
    <header class="top">
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById("main")?.focus(); }}>{t("nav.skip")}</a>
      <a class="brand" href="/"><span class="brand-mark" aria-hidden="true" />Onward</a>
      <nav class="main-nav" aria-label={t("nav.label")} ref={row}>
        {offered().map((route) => (
          <a key={route.template} href={route.template} aria-current={path.startsWith(route.template) ? "page" : undefined}>{t(route.nav!)}</a>
        ))}
      </nav>
      <div class="who">
        <Fresh />
        <span class="name">{me.name ?? me.id}</span>
        <button type="button" class="quiet" onClick={() => void leave()}>{t("signIn.leave")}</button>
      </div>
    </header>
  );
}

function Page({ path }: { path: string }) {
  for (const route of routes) {
    const values = matchPath(route.template, path);
    if (!values) continue;
    if (!allowed(route)) return <Empty page title={t("state.forbidden")} />;
    return <route.page key={path} {...values} />;
  }
  return <Empty page title={t("state.noPage")}><p><a href="/">{t("state.home")}</a></p></Empty>;
}

function Signed() {
  const { path } = usePlace();
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  const first = offered()[0];
  const atHome = path === "/" || path === "/sign-in";
  useEffect(() => {
    if (atHome && first) navigate(first.template, "replace");
  }, [atHome]);
  // A new page begins at its top, for the eyes and for a screen reader.
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <>
      <Header path={path} />
      <main id="main" ref={main} tabIndex={-1}>
        {atHome ? (first ? <Loading /> : <Empty page title={t("state.noRole")} />) : <Page path={path} />}
      </main>
      <Notice />
    </>
  );
}

export function Frame() {
  const [, changed] = useState(0);
  const [begun, setBegun] = useState<{ error?: unknown } | null>(null);
  const begin = () => {
    setBegun(null);
    resume().then(() => setBegun({}), (error: unknown) => setBegun({ error }));
  };
  useEffect(() => session.watch(() => changed((n) => n + 1)), []);
  useEffect(begin, []);
  if (!begun) return <main class="door"><Loading /></main>;
  if (begun.error) return <main class="door"><h1>Onward</h1><Failure error={begun.error} retry={begin} /></main>;
  return session.me ? <Signed /> : <SignIn />;
}
