export { buyerOf } from './buyer-of.ts';
export { checkLink, type LinkVerdict } from './check-link.ts';
export { LINK_RULES } from './link-rules.ts';
export { listLinks, type SavedLink } from './list-links.ts';
export { listTemplates } from './list-templates.ts';
export { markService, type ServiceMark } from './mark-service.ts';
export { orderNow, type OrderNow } from './order-now.ts';
export { priceOrder, type OrderAsked, type OrderFault, type OrderPricing } from './price-order.ts';
export { readMarks, type ServiceMarks } from './read-marks.ts';
export { readTemplate } from './read-template.ts';
export { removeLink } from './remove-link.ts';
export { removeTemplate } from './remove-template.ts';
export { saveLink } from './save-link.ts';
export { saveTemplate } from './save-template.ts';
export type { OrderTemplate } from './template.ts';
export { finishBatch } from './mass/finish-batch.ts';
export { finishBatches } from './mass/finish-batches.ts';
export type { JudgedLine } from './mass/judge-lines.ts';
export { listBatches } from './mass/list-batches.ts';
export { exportResult } from './mass/export-result.ts';
export { BATCH_ID, type MassBatch, type MassSummary } from './mass/mass-batch.ts';
export {
  LINE_FIELDS,
  MOST_BYTES,
  MOST_LINES,
  type FaultCode,
  type LineFault,
  type MassLine,
  type ParsedMass,
  type Unreadable,
} from './mass/mass-line.ts';
export { parseMass } from './mass/parse-mass.ts';
export type { Confirmed } from './mass/confirm-batch.ts';
export { placeBatch } from './mass/place-batch.ts';
export { previewBatch, type MassPreview } from './mass/preview-batch.ts';
export { readBatch, type BatchName } from './mass/read-batch.ts';
export { readResult, type EndedLine, type MassResult } from './mass/read-result.ts';
export { saveBatch, type NewBatch } from './mass/save-batch.ts';
export { writeMass } from './mass/write-mass.ts';
export { readText } from './mass/read-text.ts';
