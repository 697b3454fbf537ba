export type { ApiKeysTable } from './access-tables.ts'
export type { BlobHealth, BlobStore, RemoveOptions, StoredBlob } from './blob-store.ts'
export { findClaim, releaseClaim, takeClaim, type Claim, type ClaimDeps } from './claim.ts'
export type { Database, DatabaseSession, Queries } from './database.ts'
export { digestOfFile } from './copy-and-digest.ts'
export { draftName, isOrphanDraft } from './draft-name.ts'
export { storageErrors } from './errors.ts'
export { exchange, type HttpAnswer } from './exchange.ts'
export { fsBlobStore, removeOrphanDrafts } from './fs-blob-store.ts'
export type {
  ExperimentTagsTable,
  ExperimentsTable,
  LatestMetricsTable,
  LoggedDatasetsTable,
  LoggedFilesTable,
  LoggedModelsTable,
  LoggedRunsTable,
} from './experiment-tables.ts'
export type {
  AliasMovesTable,
  AliasesTable,
  GateExaminationsTable,
  ModelVersionsTable,
  RegisteredModelsTable,
  StageMovesTable,
  VersionNotesTable,
  WebhookDeliveriesTable,
  WebhooksTable,
} from './registry-tables.ts'
export {
  currentProcess,
  describeProcess,
  mayBeAlive,
  parseProcessOwner,
  type ProcessOwner,
} from './process-owner.ts'
export type {
  ArtifactsTable,
  CheckReportsTable,
  CommitsTable,
  DatasetAliasesTable,
  DatasetAliasMovesTable,
  DatasetRemovalsTable,
  DatasetVersionsTable,
  DeliveriesTable,
  LineageEdgesTable,
  MetricsTable,
  RunsTable,
  Schema,
  SegmentsTable,
  TrainingSetsTable,
} from './schema.ts'
export { downloadS3File, type Download } from './s3/download-file.ts'
export { findS3Credentials } from './s3/find-credentials.ts'
export { openS3Client, type S3Client } from './s3/s3-client.ts'
export { findS3Object, findS3Size, listS3Keys, putS3Object } from './s3/s3-objects.ts'
export { describeS3Place, parseS3Endpoint, parseS3Url } from './s3/s3-place.ts'
export { uploadS3File, type TransferWatch } from './s3/upload-file.ts'
export { openSqliteDatabase } from './sqlite-database.ts'
export { isBusy, untilFree } from './sqlite-dialect.ts'
export type {
  AlertDeliveriesTable,
  AlertsTable,
  MonitorRunsTable,
  MonitorValuesTable,
  ServiceMinutesTable,
} from './monitoring-tables.ts'
export type { DueRunsTable } from './schedule-tables.ts'
export type { PredictionBatchesTable, ServiceChallengesTable } from './serving-tables.ts'
export type { RetrainingDecisionsTable } from './retraining-tables.ts'
export { deliverOutbox, type DeliveryTerms, type OutboxDeps, type OutboxMessage } from './outbox.ts'
