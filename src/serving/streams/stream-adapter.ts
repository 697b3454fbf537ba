/** A row that came by a stream. */
export interface StreamMessage {
  /** The same when it comes again: so is then the id of its prediction. */
  readonly id: string
  /** The row as JSON. */
  readonly text: string
}

export interface StreamAnswer {
  readonly id: string
  /** The prediction as JSON, or `{ "problem": { "code", "detail" } }`. */
  readonly text: string
}

/** Where rows come from and answers go to. */
export interface StreamAdapter {
  /** Tells its messages from those of others. */
  readonly name: string

  /** What has come, a few at a time, until nothing more will or the signal is aborted. */
  read(signal: AbortSignal): AsyncIterable<readonly StreamMessage[]>

  /** Gives the answers, and lets their messages go: what was not answered comes again. */
  answer(answers: readonly StreamAnswer[]): Promise<void>

  close(): Promise<void>
}
