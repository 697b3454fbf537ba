// A second door, to what is needed by commands that answer at once: behind it are a few small files.
export { defineErrors } from './define-errors.ts'
export { formatDuration } from './duration.ts'
export { digestOf } from './hash.ts'
export { suggestName } from './nearest-name.ts'
