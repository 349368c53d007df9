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
];

export function allowed(route: Route): boolean {
  return may(route.permission);
}
