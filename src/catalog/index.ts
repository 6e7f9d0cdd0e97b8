export { linkExample, linkKindOf, type LinkKind } from './link-example.ts';
export { catalog, catalogNow, reloadCatalog } from './catalog.ts';
export { importAlone, importServices, type Imported } from './import-services.ts';
export { listServices } from './list-services.ts';
export { parseServiceFile, SERVICE_COLUMNS, type ServiceFileFormat } from './parse-service-file.ts';
export { routeService } from './route-service.ts';
export { routeServices, type NewRoute } from './route-services.ts';
export { chooseRoute } from './choose-route.ts';
export { isPaid, payingRoutes } from './paying-routes.ts';
export { routesOf } from './routes-of.ts';
export { costOf, COST_BASES, inOrder, type CostBasis, type Route } from './route.ts';
export { unrouteService } from './unroute-service.ts';
export { unrouteServices, type RouteName } from './unroute-services.ts';
export type { NewService } from './new-service.ts';
export {
  DELIVERY_METHODS,
  DELIVERY_WORDS,
  isOnSale,
  LARGEST_RATE,
  QUANTITY_FROM,
  SERVICE_TYPES,
  takesRuns,
  withoutProvider,
  type Catalog,
  type DeliveryMethod,
  type QuantitySource,
  type Service,
  type ServiceType,
} from './service.ts';
export { prohibitedIn } from './prohibited.ts';
export { setServiceActive } from './set-service-active.ts';
export { setRatePinned } from './set-rate-pinned.ts';
export { changeServices } from './change-services.ts';
export { recordServiceChanges, type ChangeCause } from './record-service-changes.ts';
export type { Change, ChangedFields, ServiceChangeKind } from './service-change.ts';
export {
  changedSinceRun,
  listServiceChanges,
  readServiceChanges,
  type ChangesWanted,
  type ServiceChange,
} from './list-service-changes.ts';
export {
  listPublicChanges,
  PUBLIC_CHANGE_KINDS,
  type PublicChange,
  type PublicChangeKind,
} from './list-public-changes.ts';
export {
  lockSupplied,
  readSupplied,
  suppliedBy,
  suppliedHeld,
  suppliedNamed,
  type Supplied,
  type SuppliedRoute,
} from './read-supplied.ts';
export { updateServices, type ServicePatch } from './update-services.ts';
export { lockStates, readStates, type ServiceState } from './service-state.ts';
export { demoCosts, demoName } from './demo/demo-costs.ts';
export { demoBehaviour, type DemoBehaviour } from './demo/demo-behaviour.ts';
export { seedDemoCatalog } from './demo/seed-demo-catalog.ts';
