import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
  type RouteComponent,
} from "@tanstack/react-router";
import { JoinPage } from "../pages/join.tsx";
import { SignInPage } from "../pages/sign-in.tsx";
import { useMe } from "../parts/use-account.ts";
import { Shell } from "./shell.tsx";

const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: () => <Navigate to="/" /> });

type Search = Readonly<Record<string, string | undefined>>;

/** Filters live in the address: a page is shared by its link. Every value is text, an order number too. */
const parseSearch = (text: string): Search => Object.fromEntries(new URLSearchParams(text));

function stringifySearch(search: Search): string {
  const text = new URLSearchParams(asTexts(search) as Record<string, string>).toString();
  return text === "" ? "" : `?${text}`;
}

const asTexts = (search: Record<string, unknown>): Search =>
  Object.fromEntries(Object.entries(search as Search).filter(([, value]) => value));

const route = <Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({ getParentRoute: () => rootRoute, path, component, validateSearch: asTexts });

function Start() {
  const { data, isError } = useMe();
  if (isError) return <Navigate to="/sign-in" />;
  const clientId = data?.accounts[0]?.clientId;
  return clientId === undefined ? null : <Navigate to="/$clientId/home" params={{ clientId }} />;
}

const shell = createRoute({ getParentRoute: () => rootRoute, id: "shell", component: Shell });

const inShell = <Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({ getParentRoute: () => shell, path, component, validateSearch: asTexts });

const page = <Name extends string>(load: () => Promise<Record<Name, React.ComponentType>>, name: Name) =>
  lazyRouteComponent(load, name) as RouteComponent;

const routeTree = rootRoute.addChildren([
  route("/", Start),
  route("/sign-in", SignInPage),
  route("/setup", () => <JoinPage kind="setup" />),
  route("/invitation", () => <JoinPage kind="acceptInvitation" />),
  route(
    "/docs",
    page(() => import("../pages/docs.tsx"), "DocsStart"),
  ),
  route(
    "/docs/$",
    page(() => import("../pages/docs.tsx"), "DocsStart"),
  ),
  route(
    "/docs/$language/$section/$page",
    page(() => import("../pages/docs.tsx"), "DocsPage"),
  ),
  shell.addChildren([
    inShell(
      "/account",
      page(() => import("../pages/account.tsx"), "AccountPage"),
    ),
    inShell(
      "/$clientId/home",
      page(() => import("../pages/home.tsx"), "HomePage"),
    ),
    inShell(
      "/$clientId/explorer",
      page(() => import("../pages/explorer.tsx"), "ExplorerPage"),
    ),
    inShell(
      "/$clientId/payments",
      page(() => import("../pages/payments.tsx"), "PaymentsPage"),
    ),
    inShell(
      "/$clientId/payments/$id",
      page(() => import("../pages/payment.tsx"), "PaymentPage"),
    ),
    inShell(
      "/$clientId/notifications",
      page(() => import("../pages/notifications.tsx"), "NotificationsPage"),
    ),
    inShell(
      "/$clientId/notifications/$id",
      page(() => import("../pages/notification.tsx"), "NotificationPage"),
    ),
    inShell(
      "/$clientId/api-log",
      page(() => import("../pages/api-log.tsx"), "ApiLogPage"),
    ),
    inShell(
      "/$clientId/api-log/$id",
      page(() => import("../pages/api-request.tsx"), "ApiRequestPage"),
    ),
    inShell(
      "/$clientId/keys",
      page(() => import("../pages/keys.tsx"), "KeysPage"),
    ),
    inShell(
      "/$clientId/sandbox",
      page(() => import("../pages/sandbox.tsx"), "SandboxPage"),
    ),
    inShell(
      "/$clientId/members",
      page(() => import("../pages/members.tsx"), "MembersPage"),
    ),
    inShell(
      "/$clientId/audit",
      page(() => import("../pages/audit.tsx"), "AuditPage"),
    ),
    inShell(
      "/$clientId/settings",
      page(() => import("../pages/settings.tsx"), "SettingsPage"),
    ),
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: "/console",
  scrollRestoration: true,
  parseSearch,
  stringifySearch,
});

declare module "@tanstack/react-router" {
  // The router learns its routes' types by a merged interface.
  // oxlint-disable-next-line typescript/consistent-type-definitions
  interface Register {
    router: typeof router;
  }
}
