export { catalog, catalogNow, reloadCatalog } from './catalog.ts';
export { importServices, type Imported } from './import-services.ts';
export { listServices } from './list-services.ts';
export { parseServiceFile, SERVICE_COLUMNS, type ServiceFileFormat } from './parse-service-file.ts';
export { routeService } from './route-service.ts';
export { routeServices, type NewRoute } from './route-services.ts';
export { chooseRoute } from './choose-route.ts';
export { costOf, COST_BASES, type CostBasis, type Route } from './route.ts';
export { unrouteService } from './unroute-service.ts';
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
export { setServiceActive } from './set-service-active.ts';
export { demoBehaviour, type DemoBehaviour } from './demo/demo-behaviour.ts';
export { seedDemoCatalog } from './demo/seed-demo-catalog.ts';
