import { servingErrors } from '../errors.ts'
import type { Prediction, PredictionPart } from '../prediction.ts'
import type { Service } from '../service.ts'
import type { Serving } from '../serving.ts'
import type { OpenPart } from './open-parts.ts'

type Row = Readonly<Record<string, unknown>>

/** Asks the parts of a service during one request, by the versions that they had at its beginning. */
export interface PartsAsker {
  /** Of the rows at these places, what a part predicts; it is kept for `saidOf`. */
  ask(open: OpenPart, places: readonly number[], rows: readonly Row[]): Promise<readonly number[]>
  /** What all parts have said of a row so far. */
  saidOf(place: number): readonly PredictionPart[]
  /** By model. */
  readonly versions: Readonly<Record<string, number>>
}

/** Throws `notReady` where a part has nothing to answer with. */
export function partsAsker(service: Service, parts: readonly OpenPart[], now: Date): PartsAsker {
  const held = new Map(parts.map((open) => [open, servingOf(service, open)]))
  const said = new Map<number, PredictionPart[]>()
  const versions = [...held.values()].map(({ predictor: { version } }) => version)
  return {
    versions: Object.fromEntries(versions.map(({ model, version }) => [model, version])),
    saidOf: (place) => said.get(place) ?? [],

    async ask(open, places, rows) {
      const asked = places.map((place) => pick(rows[place] ?? {}, open.fields))
      const serving = held.get(open) ?? servingOf(service, open)
      const found = await open.answerRows(serving, asked, now)
      for (const [at, place] of places.entries()) {
        const prediction = found[at]
        if (prediction === undefined) continue
        said.set(place, [...(said.get(place) ?? []), toPart(service, open, prediction)])
      }
      return found.map(({ value }) => value)
    },
  }
}

function servingOf(service: Service, { part, serving, problem }: OpenPart): Serving {
  const found = serving()
  if (found !== undefined) return found
  const { model, alias } = part
  const about = { service: service.name, model: model.name, alias }
  throw servingErrors.notReady({ ...about, problem: problem() })
}

function pick(row: Row, names: ReadonlySet<string>): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.has(name)))
}

function toPart(service: Service, { part }: OpenPart, prediction: Prediction): PredictionPart {
  const { value, model, version, key, features, deliveries, commits, request, overrides, knownBy } =
    prediction
  const told = { name: part.name, kind: part.kind, model, version, value }
  // What reads the very same is given the very same.
  if (part.model.view === service.model.view && service.chain === undefined) return told
  return {
    ...told,
    inputs: {
      key,
      features,
      deliveries,
      commits,
      knownBy: knownBy.toISOString(),
      ...(request === undefined ? {} : { request }),
      ...(overrides === undefined ? {} : { overrides }),
    },
  }
}
