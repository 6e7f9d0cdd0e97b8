export { adapterOf } from './adapter-of.ts';
export { addProvider, type NewProvider } from './add-provider.ts';
export { callProvider } from './call-provider.ts';
export { findRoutes } from './find-routes.ts';
export { listProviders } from './list-providers.ts';
export type {
  AddOutcome,
  Answer,
  OrderToSend,
  Provider,
  ProviderKind,
  Refusal,
  ReportedRefill,
  ReportedStatus,
} from './provider.ts';
