// A report as a file: fetched with the credentials of the session, then given to the browser to keep.
import { raw } from "../frame/api";

const types = { csv: "text/csv", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" } as const;

export async function download(name: string, query: Record<string, string>, format: keyof typeof types): Promise<void> {
  const response = await raw("GET", `/reports/${name}`, { query, accept: types[format] });
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = `${[name, ...Object.values(query)].join("-")}.${format}`;
  link.click();
  URL.revokeObjectURL(address);
}
