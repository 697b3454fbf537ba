import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BlobStore } from '../storage/index.ts'
import type { TableEngine } from '../table/index.ts'
import type { RecordMetric, RunId, RunRecords } from '../tracking/index.ts'
import { storeOutputs } from './outputs/store-outputs.ts'
import type { Step } from './step.ts'

/** Where a step keeps what is more than JSON. */
export interface StepStorage {
  /** The folder of the project's state. */
  readonly state: string
  readonly blobs: BlobStore
  readonly engine: TableEngine
  readonly records: RunRecords
}

/** A folder of a run of its own, and what becomes of what it gives. */
export interface StepDesk {
  /** Made when it is first asked for. */
  readonly folder: () => string
  readonly store: (output: unknown) => Promise<unknown>
  /** Removes the folder. */
  readonly clear: () => Promise<void>
}

export function stepDesk(
  step: Step<unknown, never>,
  { state, blobs, engine, records }: StepStorage,
  { runId, recordMetric }: { readonly runId: RunId; readonly recordMetric: RecordMetric },
): StepDesk {
  const folder = join(state, 'work', runId)
  let isMade = false
  const open = () => {
    if (!isMade) mkdirSync(folder, { recursive: true })
    isMade = true
    return folder
  }
  return {
    folder: open,
    store: async (output) => {
      if (step.kinds === undefined) return output
      return storeOutputs(step.kinds, output, {
        step: step.name,
        folder: open(),
        blobs,
        engine,
        recordMetric,
        recordArtifact: (artifact) => records.putArtifact({ runId, ...artifact }),
      })
    },
    clear: async () => {
      if (isMade) await rm(folder, { recursive: true, force: true })
    },
  }
}
