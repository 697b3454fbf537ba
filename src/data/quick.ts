// A second door, for commands that answer at once: nothing behind it loads a package, or another room
// but base. What is rare is imported when it is needed.
export type { DatasetStatus } from './datasets/compare-with-pointer.ts'
export { datasetStatus } from './datasets/dataset-status.ts'
