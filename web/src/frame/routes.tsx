// Which address shows which page, and who may go there. The first segments stand in pages.json too: the server answers those.
import type { FunctionComponent } from "preact";
import { Inbox } from "../inbox/inbox";
import { lazy } from "./lazy";
import { may } from "./session";
import type { Key } from "../texts/en";

export interface Route {
  template: string;
  permission: string;
  page: FunctionComponent<Record<string, string>>;
  nav?: Key; // shown in the navigation under this name
  inspector?: true; // for those who watch over processes; who works on tasks may go there, but is not led there
  ledBy?: string; // shown in the navigation to who holds this permission too
}

type Page = FunctionComponent<Record<string, string>>;

const page = (load: () => Promise<unknown>) => lazy(load as () => Promise<Page>);

export const routes: Route[] = [
  { template: "/inbox", permission: "tasks.read", page: Inbox as Page, nav: "nav.inbox" },
  { template: "/tasks/:id", permission: "tasks.read", page: page(() => import("../task/page").then((module) => module.TaskPage)) },
  { template: "/opportunities", permission: "opportunities.read", page: page(() => import("../opportunity/list").then((module) => module.OpportunityList)), nav: "nav.opportunities" },
  { template: "/opportunities/:id", permission: "opportunities.read", page: page(() => import("../opportunity/page").then((module) => module.OpportunityPage)) },
  { template: "/pipeline", permission: "reports.read", page: page(() => import("../reports/pipeline").then((module) => module.PipelinePage)), nav: "nav.pipeline" },
  { template: "/reports", permission: "reports.read", page: page(() => import("../reports/page").then((module) => module.ReportPage)), nav: "nav.reports" },
  { template: "/reports/:name", permission: "reports.read", page: page(() => import("../reports/page").then((module) => module.ReportPage)) },
  { template: "/definitions", permission: "definitions.read", page: page(() => import("../designer/list").then((module) => module.DefinitionList)), nav: "nav.definitions", ledBy: "definitions.write" },
  { template: "/definitions/:id/compare", permission: "definitions.read", page: page(() => import("../designer/compare").then((module) => module.ComparePage)) },
  { template: "/definitions/:id", permission: "definitions.read", page: page(() => import("../designer/definition").then((module) => module.DefinitionPage)) },
  { template: "/definitions/:id/:version", permission: "definitions.read", page: page(() => import("../designer/definition").then((module) => module.DefinitionPage)) },
  { template: "/designer", permission: "definitions.write", page: page(() => import("../designer/page").then((module) => module.DesignerPage)) },
  { template: "/instances", permission: "instances.read", page: page(() => import("../inspector/list").then((module) => module.InstanceList)), nav: "nav.instances", inspector: true },
  { template: "/instances/:id", permission: "instances.read", page: page(() => import("../inspector/page").then((module) => module.InstancePage)) },
  { template: "/incidents", permission: "instances.read", page: page(() => import("../inspector/incidents").then((module) => module.IncidentsPage)), nav: "nav.incidents", inspector: true },
  { template: "/batches", permission: "instances.admin", page: page(() => import("../inspector/batches").then((module) => module.BatchList)), nav: "nav.batches", inspector: true },
  { template: "/batches/:id", permission: "instances.admin", page: page(() => import("../inspector/batches").then((module) => module.BatchPage)) },
  { template: "/statistics", permission: "definitions.read", page: page(() => import("../heat/page").then((module) => module.HeatPage)), nav: "nav.statistics", inspector: true },
  { template: "/statistics/:definition/:version", permission: "definitions.read", page: page(() => import("../heat/page").then((module) => module.HeatPage)) },
];

export function allowed(route: Route): boolean {
  return may(route.permission);
}

/** What stands in the navigation. */
export function offered(): Route[] {
  const inspects = may("instances.admin") || !may("tasks.work");
  return routes.filter((route) => route.nav && allowed(route) && (inspects || !route.inspector) && (!route.ledBy || may(route.ledBy)));
}
