// People and groups that can be chosen: offered while one types, but any name may be written.
import { useId } from "preact/hooks";
import { get } from "./api";
import { useLoad } from "./load";
import { may } from "./session";
import type { List, User } from "./types";
import { TextField } from "./ui";

export function PersonField({ label, value, onInput, error, autofocus = false }: { label: string; value: string; onInput: (value: string) => void; error?: string; autofocus?: boolean }) {
  const id = useId();
  const users = useLoad(async (signal) => (may("users.read") ? (await get<List<User>>("/users", { limit: 500 }, signal)).items : []), []);
  return (
    <>
      <TextField label={label} value={value} onInput={onInput} list={id} autofocus={autofocus} {...(error ? { error } : {})} />
      <datalist id={id}>{users.data?.map((user) => <option key={user.id} value={user.id}>{user.name}</option>)}</datalist>
    </>
  );
}
