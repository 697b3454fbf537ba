/** Hears how far a long piece of work is. `total` is absent while it is not known. */
export type Progress = (update: ProgressUpdate) => void

export interface ProgressUpdate {
  /** What is being done, for people: `reading bulletins`. */
  readonly work: string
  readonly done: number
  readonly total?: number
}

export const noProgress: Progress = () => undefined
