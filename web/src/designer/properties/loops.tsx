// How often an activity is done: once, for each item of a list or so many times (multi-instance), again and again while a condition holds (loop).
import { Select } from "../../frame/ui";
import { is, type Thing } from "../moddle";
import { d } from "../text";
import { Check, Line, Part } from "./controls";
import type { Editing } from "./editing";

const multi = "bpmn:MultiInstanceLoopCharacteristics";
const standard = "bpmn:StandardLoopCharacteristics";
type Kind = "once" | "parallel" | "sequential" | "loop";
const kinds: Kind[] = ["once", "parallel", "sequential", "loop"];

function kindOf(loop: Thing | undefined): Kind {
  if (!loop) return "once";
  if (is(loop, standard)) return "loop";
  return loop.get("isSequential") === true ? "sequential" : "parallel";
}

function MultiInstance({ editing, loop }: { editing: Editing; loop: Thing }) {
  const [collection, item] = [editing.camunda("collection"), editing.camunda("elementVariable")];
  return (
    <>
      <Line label={d("loop.collection")} value={editing.text(collection, loop)} set={(value) => editing.set({ [collection]: value }, loop)} hint={d("loop.collectionHint")} code />
      <Line label={d("loop.item")} value={editing.text(item, loop)} set={(value) => editing.set({ [item]: value }, loop)} />
      <Line label={d("loop.number")} value={editing.expression("loopCardinality", loop)} set={(text) => editing.setExpression("loopCardinality", text, loop)} hint={d("loop.numberHint")} code />
      <Line label={d("loop.done")} value={editing.expression("completionCondition", loop)} set={(text) => editing.setExpression("completionCondition", text, loop)} hint={d("loop.doneHint")} code />
      <div class="columns">
        <Line label={d("loop.collect")} value={editing.text("onward:collect", loop)} set={(value) => editing.set({ "onward:collect": value }, loop)} />
        <Line label={d("loop.collected")} value={editing.text("onward:collected", loop)} set={(value) => editing.set({ "onward:collected": value }, loop)} code />
      </div>
    </>
  );
}

function Again({ editing, loop }: { editing: Editing; loop: Thing }) {
  return (
    <>
      <Line label={d("loop.while")} value={editing.expression("loopCondition", loop)} set={(text) => editing.setExpression("loopCondition", text, loop)} hint={d("loop.whileHint")} code />
      <Check label={d("loop.before")} value={loop.get("testBefore") === true} set={(value) => editing.set({ testBefore: value || undefined }, loop)} />
      <Line label={d("loop.most")} value={editing.text("onward:maximum", loop)} set={(value) => editing.set({ "onward:maximum": value }, loop)} code />
    </>
  );
}

export function Loop({ editing }: { editing: Editing }) {
  const loop = editing.thing.get("loopCharacteristics") as Thing | undefined;
  const kind = kindOf(loop);
  const become = (wanted: Kind) => {
    if (wanted === "once") return editing.set({ loopCharacteristics: undefined });
    const isSequential = wanted === "sequential" ? true : undefined;
    if (wanted !== "loop" && loop && is(loop, multi)) return editing.set({ isSequential }, loop); // what else it says stays
    editing.set({ loopCharacteristics: editing.make(wanted === "loop" ? standard : multi, { isSequential }, editing.thing) });
  };
  return (
    <Part title={d("part.loop")} filled={kind !== "once"}>
      <Select label={d("loop.kind")} value={kind} onChange={(wanted) => become(wanted as Kind)} options={kinds.map((one): [string, string] => [one, d(`loop.${one}`)])} />
      {loop && (is(loop, multi) ? <MultiInstance editing={editing} loop={loop} /> : <Again editing={editing} loop={loop} />)}
    </Part>
  );
}
