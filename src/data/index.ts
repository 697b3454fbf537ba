export { checkData } from './checks/check-data.ts'
export { checkDataset, type DatasetChecks } from './checks/check-dataset.ts'
export {
  checkSubjectKinds,
  type CheckSubject,
  type CheckSubjectKind,
  type RecordedReport,
} from './checks/check-report-store.ts'
export {
  isBroken,
  verdicts,
  type CheckReport,
  type CheckResult,
  type Verdict,
} from './checks/check-result.ts'
export { checkRows, type CheckOptions } from './checks/check-rows.ts'
export type { CheckTable, OpenTable } from './checks/check-table.ts'
export { looksAround, quarantine, warn, type Check, type Severity } from './checks/check.ts'
export { columnChecks } from './checks/column-checks.ts'
export {
  chiSquare,
  js,
  kl,
  ks,
  meanWithin,
  psi,
  wasserstein,
  type Comparison,
} from './checks/comparison.ts'
export { checkFiles, type DatasetFile } from './checks/check-files.ts'
export {
  datasetTable,
  openDatasetTable,
  storedFiles,
  versionFilesOf,
  type DatasetTableDeps,
} from './checks/dataset-table.ts'
export { defineDataset, type Dataset } from './checks/define-dataset.ts'
export { noFuture, noLeak, noSharedKeys, noSharedRows } from './checks/leak-checks.ts'
export { references } from './checks/references.ts'
export { renderCheckJson, renderCheckMarkdown, renderCheckText } from './checks/render-checks.ts'
export { rowFaultFinder } from './checks/row-fault.ts'
export { inBox, related, rule, unique, uniqueInGroup } from './checks/row-checks.ts'
export { rowRule } from './checks/row-rule.ts'
export { exactSchema } from './checks/schema-check.ts'
export { similar } from './checks/similar.ts'
export { insertCheckReport, sqlCheckReportStore } from './checks/sql-check-report-store.ts'
export { fresh, missingAtMost, rowCount } from './checks/table-checks.ts'
export { takeOutBroken } from './checks/take-out-broken.ts'
export { inRange, matches, notAhead, oneOf, present } from './checks/value-checks.ts'
export { addDataset, type AddDatasetInput } from './datasets/add-dataset.ts'
export { checkoutDataset, type CheckedOut } from './datasets/checkout-dataset.ts'
export { chooseCheckouts, isAt } from './datasets/choose-checkouts.ts'
export { collectGarbage } from './datasets/collect-garbage.ts'
export { dataPlaceOf } from './datasets/data-place.ts'
export type { ColumnChange, Pair, TableColumn } from './datasets/compare-tables.ts'
export type { DatasetDeps } from './datasets/dataset-deps.ts'
export type { DatasetStatus } from './datasets/compare-with-pointer.ts'
export { datasetStatus } from './datasets/dataset-status.ts'
export type { DatasetStore, NewDatasetVersion } from './datasets/dataset-store.ts'
export {
  parseDatasetReference,
  type DatasetAlias,
  type DatasetAliasMove,
  type DatasetReference,
  type DatasetVersion,
} from './datasets/dataset-version.ts'
export {
  diffVersions,
  type TableDifference,
  type VersionDifference,
} from './datasets/diff-versions.ts'
export { datasetErrors } from './datasets/errors.ts'
export { findPointers } from './datasets/find-pointers.ts'
export { getDatasetVersion } from './datasets/get-version.ts'
export { readDatasetVersion } from './datasets/read-dataset-version.ts'
export { listDatasetBlobs } from './datasets/list-dataset-blobs.ts'
export type { Manifest } from './datasets/manifest.ts'
export { findPointer, parsePointer } from './datasets/pointer.ts'
export { pullDatasets } from './datasets/pull-datasets.ts'
export { pushDatasets } from './datasets/push-datasets.ts'
export type { RemoteStore, VersionRecord } from './datasets/remote-store.ts'
export {
  addRemote,
  listRemotes,
  openRemote,
  remotePlace,
  type RemoteDeps,
  type S3Remote,
} from './datasets/remotes.ts'
export { openS3Remote } from './datasets/s3-remote-store.ts'
export { makeFolderRemote, openFolderRemote } from './datasets/folder-remote-store.ts'
export { removeVersion } from './datasets/remove-version.ts'
export { removeOldPartials } from './datasets/partial-folder.ts'
export { repairBlob } from './datasets/repair-blob.ts'
export { sqlDatasetStore } from './datasets/sql-dataset-store.ts'
export { tagDataset } from './datasets/tag-dataset.ts'
export { verifyDatasets, type BlobFault } from './datasets/verify-datasets.ts'
export { readVersionFiles } from './datasets/version-files.ts'
export { dataErrors } from './errors.ts'
export { category, chance } from './generators/category.ts'
export {
  exponential,
  logNormal,
  normal,
  poisson,
  uniform,
  vonMises,
} from './generators/distributions.ts'
export { jump, ramp } from './generators/drift.ts'
export { generate } from './generators/generate.ts'
export { defineGenerator, type Generator } from './generators/generator.ts'
export { generatorErrors } from './generators/errors.ts'
export { learnGenerator } from './generators/learned/learn-generator.ts'
export type { LearnedGenerator } from './generators/learned/learned-generator.ts'
export { withDatasetTable } from './generators/learned/dataset-table.ts'
export { synthesizeTable, type Synthesis } from './generators/learned/synthesize-table.ts'
export { typedColumns, type TypedTable } from './generators/learned/typed-columns.ts'
export { toGenerator } from './generators/learned/to-generator.ts'
export type { Maker, Moment, Parameter } from './generators/maker.ts'
export { missing, rounded } from './generators/missing.ts'
export { phrase } from './generators/phrase.ts'
export { sequence } from './generators/sequence.ts'
export { series, type SeriesOptions } from './generators/series.ts'
export {
  compareProfiles,
  type BeforeAfter,
  type ColumnDrift,
  type ProfileComparison,
} from './profiles/compare-profiles.ts'
export { profileErrors } from './profiles/errors.ts'
export { profileDataset } from './profiles/profile-dataset.ts'
export { profileFile } from './profiles/profile-file.ts'
export { withTypedTable, type ProfileFileOptions } from './profiles/profile-files.ts'
export { profileRows } from './profiles/profile-rows.ts'
export { profileTable } from './profiles/profile-table.ts'
export {
  quantileOf,
  type ColumnProfile,
  type CorrelatedPair,
  type Correlations,
  type Histogram,
  type Interaction,
  type MissingMap,
  type NumberProfile,
  type Profile,
  type ProfileAlert,
  type SlicedColumn,
  type TextProfile,
  type TimeSlices,
  type TimeUnit,
  type ValueSlices,
} from './profiles/profile.ts'
export { inferFile } from './infer/infer-file.ts'
export type { InferredTable } from './infer/inferred-table.ts'
export { writeDefinition } from './infer/write-definition.ts'
export { archiveTexts, readDelivery } from './sources/delivery-archive.ts'
export { deliveredFile } from './sources/delivered-file.ts'
export type { DeliveryStore } from './sources/delivery-store.ts'
export type { Delivery, DeliveryId, NewText, RefusalReason } from './sources/delivery.ts'
export { sourceErrors } from './sources/errors.ts'
export { generatorSource } from './sources/generator-source.ts'
export { unseenFiles, withNewTexts } from './sources/new-texts.ts'
export { listSource, openSource } from './sources/open-source.ts'
export { putTable, type TableDeps } from './sources/put-table.ts'
export type { DeliveredFile, LeftOut, ReadFile } from './sources/read-file.ts'
export {
  arrowRows,
  csvRows,
  jsonLines,
  jsonRows,
  parquetRows,
  tableRows,
} from './sources/row-readers.ts'
export type { SourceFile, SourceReader } from './sources/source-reader.ts'
export {
  defineSource,
  filesSource,
  httpSource,
  postgresSource,
  rowsSource,
  sourcePlace,
  sqliteSource,
  type Source,
} from './sources/source.ts'
export { insertDeliveries, sqlDeliveryStore } from './sources/sql-delivery-store.ts'
