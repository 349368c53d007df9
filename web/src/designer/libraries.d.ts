// Libraries that bring no types along, as far as they are used here.
declare module "bpmn-js/lib/Modeler" { const Modeler: new (options: object) => unknown; export default Modeler; }
declare module "bpmn-js-token-simulation/lib/viewer.js" { const simulation: Record<string, unknown>; export default simulation; }
declare module "dmn-js/lib/Modeler" { const Modeler: new (options: object) => unknown; export default Modeler; }
declare module "dmn-js/lib/NavigatedViewer" { const Viewer: new (options: object) => unknown; export default Viewer; }
declare module "bpmn-js-differ" { export function diff(before: unknown, after: unknown): unknown; }
declare module "bpmn-moddle" { export class BpmnModdle { constructor(packages: object); } }
