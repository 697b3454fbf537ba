import type { AnswerMade } from './journal-file.ts'
import type { Prediction } from './prediction.ts'
import type { PackedRows } from './quick/packed-rows.ts'

/** Where a service writes down what it answers, before it answers. */
export interface PredictionJournal {
  /**
   * Resolves once the predictions are written: then they survive the end of the process, however it
   * ends (but not a power cut: nothing waits for the disk). Throws `journalNotWritable`.
   */
  append(predictions: readonly Prediction[]): Promise<void>

  /**
   * The same of the rows of an answer as JSON, on one line, or packed, of a model that has an `AnswerShape`. Bytes are
   * copied before it returns.
   */
  appendAnswer(made: AnswerMade, rows: string | Uint8Array | PackedRows): Promise<void>

  /** Ends the file, so that it can be compacted, and goes on in another one. */
  rotate(): Promise<void>

  /** Writes what is pending and ends the file. */
  close(): Promise<void>
}
