// An instance goes over to another version of its process: everything active needs a counterpart there.
import { useState } from "preact/hooks";
import type { ProblemPart } from "../frame/api";
import { useVersions } from "../frame/definitions";
import { t } from "../frame/text";
import { Select, Shown } from "../frame/ui";
import { type RepairProps, useNodes } from "./move";
import { RepairDialog } from "./repair";

interface MappingProps { definition: string; from: number; version: number; places: string[]; mapping: Record<string, string>; change: (mapping: Record<string, string>) => void }

/** For everything active: what it is called there. Nothing chosen: the same. */
function Mapping({ definition, from, version, places, mapping, change }: MappingProps) {
  const here = useNodes(definition, from);
  const there = useNodes(definition, version);
  const nameHere = (id: string) => here.data?.nodes?.find((node) => node.id === id)?.name || id;
  return (
    <fieldset class="list-field">
      <legend>{t("migrate.mapping")}</legend>
      <Shown of={there}>
        {({ nodes = [], flows = [] }) => {
          const targets: [string, string][] = [...nodes.map((node): [string, string] => [node.id, node.name ? `${node.name} (${node.id})` : node.id]), ...flows.map((flow): [string, string] => [flow.id, t("migrate.flow", { id: flow.id })])];
          return <>{places.map((place) => (
            <Select key={place} label={nameHere(place)} value={mapping[place] ?? ""} onChange={(value) => change({ ...mapping, [place]: value })}
              options={[["", t(targets.some(([id]) => id === place) ? "migrate.same" : "migrate.missing", { id: place })], ...targets.filter(([id]) => id !== place)]} />
          ))}</>;
        }}
      </Shown>
    </fieldset>
  );
}

export function MigrateDialog({ instance, close, done }: RepairProps) {
  const versions = useVersions(instance.definition);
  const [chosen, setChosen] = useState(0);
  const [mapping, setMapping] = useState<Record<string, string>>({});
  const [named, setNamed] = useState<string[]>([]); // what was refused, and is no token
  const version = chosen || versions.data?.find((one) => one !== instance.version) || 0;
  const places = [...new Set([...instance.tokens.map((token) => token.node), ...named])];
  const given = Object.fromEntries(Object.entries(mapping).filter(([, to]) => to));
  const refused = (parts: ProblemPart[]) => setNamed((before) => [...new Set([...before, ...parts.filter((part) => part.pointer.startsWith("/mapping/")).map((part) => part.pointer.slice("/mapping/".length))])]);
  return (
    <RepairDialog instance={instance} operation="migrate" body={{ version, ...(Object.keys(given).length ? { mapping: given } : {}) }} ready={version > 0} version={version} names={given} refused={refused} close={close} done={done}>
      <Shown of={versions}>
        {(all) => (all.length < 2 ? <p class="hint">{t("migrate.none")}</p> : (
          <>
            <Select label={t("migrate.to")} value={String(version)} onChange={(value) => { setChosen(Number(value)); setMapping({}); setNamed([]); }} options={all.filter((one) => one !== instance.version).map((one): [string, string] => [String(one), t("instance.version", { version: one })])} />
            {places.length > 0 && <Mapping key={version} definition={instance.definition} from={instance.version} version={version} places={places} mapping={mapping} change={setMapping} />}
          </>
        ))}
      </Shown>
    </RepairDialog>
  );
}
