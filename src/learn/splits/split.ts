import { parseDuration, type Duration } from '../../base/index.ts'
import { learnErrors } from '../errors.ts'

/** How rows are parted into those to learn from and those to test on, as plain data. */
export type Split<By extends string = string> =
  SplitByTime | RandomSplit | StratifiedSplit<By> | GroupedSplit<By> | HashSplit<By>

/** A split without the share to test on: what `kFold` makes folds of. */
export type SplitManner<By extends string = string> =
  | Manner<SplitByTime>
  | Manner<RandomSplit>
  | Manner<StratifiedSplit<By>>
  | Manner<GroupedSplit<By>>
  | Manner<HashSplit<By>>

type Manner<S extends { readonly test: number }> = Omit<S, 'test'> & { readonly test?: never }

export interface SplitByTime {
  readonly kind: 'byTime'
  /** The share of rows, the newest ones, to test on. */
  readonly test: number
  /** Rows nearer than this before what is tested on are neither learnt from nor tested on. */
  readonly gap?: Duration
}

export interface RandomSplit {
  readonly kind: 'random'
  readonly test: number
  readonly seed: number | string
}

export interface StratifiedSplit<By extends string = string> {
  readonly kind: 'stratified'
  readonly test: number
  readonly seed: number | string
  /** The column whose values have like shares on both sides; the label, in bins, if not told. */
  readonly by?: By
  readonly bins?: number
}

export interface GroupedSplit<By extends string = string> {
  readonly kind: 'grouped'
  readonly test: number
  readonly seed: number | string
  /** The column of which no value stands on both sides. */
  readonly by: By
}

export interface HashSplit<By extends string = string> {
  readonly kind: 'byHash'
  readonly test: number
  readonly seed: number | string
  /** The columns that are hashed together; the moment if none. */
  readonly by: readonly By[]
}

interface Share {
  readonly test: number
}

interface ByTimeOptions {
  readonly gap?: Duration
}

interface SeedOptions {
  readonly seed: number | string
}

interface StrataOptions<By> extends SeedOptions {
  readonly by?: By
  readonly bins?: number
}

interface GroupedOptions<By> extends SeedOptions {
  readonly by: By
}

interface HashOptions<By> {
  readonly by?: By | readonly By[]
  readonly seed?: number | string
}

/** Learns from the past and tests on what came after it, as the model will be used. */
export function byTime(options: ByTimeOptions & Share): SplitByTime
export function byTime(options?: ByTimeOptions): Manner<SplitByTime>
export function byTime(options: ByTimeOptions & Partial<Share> = {}) {
  checkShare('byTime', options.test)
  if (options.gap !== undefined) parseDuration(options.gap)
  return { kind: 'byTime', ...options }
}

/** Draws moments by seed. Rows near in time are alike, so tests come out better than life will. */
export function random(options: SeedOptions & Share): RandomSplit
export function random(options: SeedOptions): Manner<RandomSplit>
export function random(options: SeedOptions & Partial<Share>) {
  checkShare('random', options.test)
  return { kind: 'random', ...options }
}

/**
 * Draws moments by seed so that each stratum has its share on both sides: each value of the column
 * `by`, or each of so many `bins` (10) of the label, or each of its values where they are no more.
 */
export function stratified<const By extends string = never>(
  options: StrataOptions<By> & Share,
): StratifiedSplit<By>
export function stratified<const By extends string = never>(
  options: StrataOptions<By>,
): Manner<StratifiedSplit<By>>
export function stratified(options: StrataOptions<string> & Partial<Share>) {
  checkShare('stratified', options.test)
  if (options.bins !== undefined) checkCount('stratified', 'bins', options.bins)
  return { kind: 'stratified', ...options }
}

/** Draws values of a column by seed, with all of their rows: tests on what was never seen. */
export function grouped<const By extends string>(
  options: GroupedOptions<By> & Share,
): GroupedSplit<By>
export function grouped<const By extends string>(
  options: GroupedOptions<By>,
): Manner<GroupedSplit<By>>
export function grouped(options: GroupedOptions<string> & Partial<Share>) {
  checkShare('grouped', options.test)
  return { kind: 'grouped', ...options }
}

/**
 * Gives each row its side by a hash of the columns `by`, or of its moment: it stays there whatever
 * rows are added, and the share comes out only about as wanted.
 */
export function byHash<const By extends string = never>(
  options: HashOptions<By> & Share,
): HashSplit<By>
export function byHash<const By extends string = never>(
  options?: HashOptions<By>,
): Manner<HashSplit<By>>
export function byHash({ by = [], ...options }: HashOptions<string> & Partial<Share> = {}) {
  checkShare('byHash', options.test)
  return { kind: 'byHash', seed: 0, ...options, by: typeof by === 'string' ? [by] : by }
}

/** Throws `wrongSetting` unless `found` is a whole number of at least two. */
export function checkCount(owner: string, setting: string, found: number): void {
  if (Number.isInteger(found) && found >= 2) return
  throw learnErrors.wrongSetting({ owner, setting, found, wanted: 'a whole number from 2' })
}

function checkShare(owner: string, test: number | undefined): void {
  if (test === undefined || (test > 0 && test < 1)) return
  throw learnErrors.wrongSetting({ owner, setting: 'test', found: test, wanted: 'between 0 and 1' })
}
