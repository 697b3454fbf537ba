export type {
  BlobHealth,
  BlobStore,
  PlaceFileOptions,
  PutFileOptions,
  RemoveOptions,
  StoredBlob,
} from './blob-store.ts'
export { findClaim, releaseClaim, takeClaim, type Claim, type ClaimDeps } from './claim.ts'
export type { Database, DatabaseSession, Queries } from './database.ts'
export { digestOfFile } from './copy-and-digest.ts'
export { draftName, isOrphanDraft } from './draft-name.ts'
export { storageErrors } from './errors.ts'
export { fsBlobStore, removeOrphanDrafts } from './fs-blob-store.ts'
export {
  currentProcess,
  describeProcess,
  mayBeAlive,
  parseProcessOwner,
  type ProcessOwner,
} from './process-owner.ts'
export type {
  AliasMovesTable,
  AliasesTable,
  ArtifactsTable,
  CheckReportsTable,
  ClaimsTable,
  CommitsTable,
  DatasetAliasesTable,
  DatasetAliasMovesTable,
  DatasetVersionsTable,
  DeliveriesTable,
  LineageEdgesTable,
  MetricsTable,
  ModelVersionsTable,
  PredictionBatchesTable,
  RunLogsTable,
  RunsTable,
  ScheduleRunsTable,
  Schema,
  SegmentsTable,
  TrainingSetsTable,
} from './schema.ts'
export { openSqliteDatabase, type SqliteDatabaseOptions } from './sqlite-database.ts'
export { untilFree } from './sqlite-dialect.ts'
