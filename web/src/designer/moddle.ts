// The parts of bpmn-js and bpmn-moddle that the designer uses, with types: the libraries' own say little about what they hold.

/** A thing of the document: bpmn:UserTask, onward:Form ... */
export interface Thing {
  $type: string;
  $parent?: Thing;
  $attrs: Record<string, string>;
  id?: string;
  name?: string;
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  $instanceOf?: (type: string) => boolean;
  [member: string]: unknown;
}

/** A thing as it is drawn. */
export interface Shape { id: string; type: string; businessObject: Thing; parent?: Shape; source?: Shape; target?: Shape; labelTarget?: Shape; children?: Shape[] }

export interface Modeling {
  updateProperties(shape: Shape, values: Record<string, unknown>): void;
  updateModdleProperties(shape: Shape, thing: Thing, values: Record<string, unknown>): void;
  updateLabel(shape: Shape, text: string): void;
}

export interface Box { x: number; y: number; width: number; height: number }

export interface Canvas {
  zoom(to?: number | "fit-viewport", at?: "auto" | null): number;
  addMarker(id: string, name: string): void;
  removeMarker(id: string, name: string): void;
  scrollToElement(id: string): void;
  getRootElement(): Shape;
  resized(): void;
  viewbox(box?: Box): Box & { inner: Box; outer: { width: number; height: number } };
}

export interface Registry { get(id: string): Shape | undefined; getAll(): Shape[]; getGraphics(id: string): SVGElement | undefined }

export interface Overlays { add(id: string, what: object): string; remove(what: object): void; clear(): void }

export interface Events { on(name: string, act: (event: { element?: Shape; newSelection?: Shape[] }) => void): void; off(name: string, act: (event: never) => void): void }

export interface Diagram {
  get<T>(name: string): T;
  importXML(text: string): Promise<{ warnings: { message: string }[] }>;
  saveXML(how: { format: boolean }): Promise<{ xml: string }>;
  saveSVG(): Promise<{ svg: string }>;
  getDefinitions(): Thing;
  destroy(): void;
  on: Events["on"];
}

export function is(thing: Thing | undefined, ...types: string[]): boolean {
  return thing !== undefined && types.some((type) => (thing.$instanceOf ? thing.$instanceOf(type) : thing.$type === type));
}

/** The extension elements of a thing that are of this type. */
export function extensions(thing: Thing, type: string): Thing[] {
  const holder = thing.get("extensionElements") as Thing | undefined;
  return ((holder?.get("values") as Thing[] | undefined) ?? []).filter((one) => one.$type === type);
}
