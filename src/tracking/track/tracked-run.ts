import type { LoggedDataset } from '../experiments/logged-run.ts'

/** A cell of a table that a run keeps. */
export type TableCell = string | number | boolean | null | Date

/** A run of one's own code, as the code sees it while it goes on. */
export interface TrackedRun {
  readonly id: string
  readonly name: string
  readonly experiment: string

  /**
   * Logs a value: it outlives the process from the moment that this returns. Without a step it is one more of its
   * name, counted from 0. Throws `loggedValueWrong` for a name that can't be one.
   */
  metric(name: string, value: number, at?: MetricPlace): void
  /** Logs values of one step. */
  metrics(values: Readonly<Record<string, number>>, at?: MetricPlace): void
  /** Outlives the process as metrics do; replaces what it was. */
  tag(key: string, value: string): void
  /** Markdown, shown on the page of the run. */
  note(markdown: string): void

  /** Written once: throws `paramChanged` where it was another value, whoever has written that. */
  params(values: Readonly<Record<string, unknown>>): Promise<void>
  /** Keeps a file: the bytes, or what lies at a path. Throws `secretKept`. */
  file(name: string, content: Uint8Array | { readonly path: string }): Promise<void>
  text(name: string, text: string): Promise<void>
  json(name: string, value: unknown): Promise<void>
  /** Keeps a picture or a page: what kind it is, its name says: `loss.svg`. */
  figure(name: string, content: string | Uint8Array): Promise<void>
  /** Keeps rows in the form of MLflow's tables. */
  table(name: string, rows: readonly Readonly<Record<string, TableCell>>[]): Promise<void>
  /** Keeps a PNG, JPEG or WebP as one of a series, by steps. */
  image(key: string, bytes: Uint8Array, at?: MetricPlace): Promise<void>
  /** Tells what was read, and what for. */
  dataset(dataset: TrackedDataset): Promise<void>
  /** Keeps files as a model that this run has made; gives its id, `models:/<id>` for clients of MLflow. */
  model(name: string, model: TrackedModel): Promise<string>

  /** Does a part of the work as a run of its own below this one. */
  track<Result>(
    options: PartOptions,
    work: (run: TrackedRun) => Promise<Result> | Result,
  ): Promise<Result>

  /** Resolves once all that was logged is in the database. */
  flush(): Promise<void>
}

export interface MetricPlace {
  readonly step?: number
  readonly at?: Date
}

export type TrackedDataset = Pick<LoggedDataset, 'name' | 'digest'> & {
  /** Where it came from: a path, an address, `dataset:tides@3`. */
  readonly source?: string
  /** What for: training, evaluation. */
  readonly context?: string
}

export interface TrackedModel {
  /** By name: `model.onnx`, `signature.json`. */
  readonly files: Readonly<Record<string, Uint8Array | string>>
  readonly type?: string
  readonly params?: Readonly<Record<string, unknown>>
}

export interface PartOptions {
  /** Made up if it is absent. */
  readonly name?: string
  readonly params?: Readonly<Record<string, unknown>>
  readonly tags?: Readonly<Record<string, string>>
  readonly note?: string
  /** Runs of one group are shown together. */
  readonly group?: string
  /** How often processor, memory and disk are looked at, in milliseconds; never with false. */
  readonly systemEveryMs?: number | false
}
