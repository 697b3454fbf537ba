import { messageOf, newId } from '../base/index.ts'
import type { Columns } from '../table/index.ts'
import { admission, type Asking, type ServiceLoad } from './admission.ts'
import type { ClientWaits } from './client-waits.ts'
import { rowAnswerer, toAnswer } from './answer-rows.ts'
import { servingErrors } from './errors.ts'
import { forecaster, type Forecast, type ForecastAsking } from './forecast.ts'
import { keepOn } from './keep-on.ts'
import { followAlias, type FollowDeps } from './follow-alias.ts'
import { entitiesOf } from './entities-of.ts'
import { withFaceNames } from './face-names.ts'
import type { LoadedPredictor } from './load-predictor.ts'
import type { Prediction, PredictionId } from './prediction.ts'
import type { PredictionJournal } from './prediction-journal.ts'
import { predictionLog, type PredictionLog } from './prediction-log.ts'
import { answererAtOnce } from './quick/answerer-at-once.ts'
import type { AnswerBytes } from './quick/bytes-answerer.ts'
import type { RequestText } from './quick/quick-answerer.ts'
import { textAnswerer, type AnswerText } from './quick/text-answerer.ts'
import { assertComposes } from './composition/open-parts.ts'
import { composeAnswers, type Composer } from './composition/compose-answers.ts'
import { composedColumns, toldNames } from './composition/composed-columns.ts'
import { isComposed } from './composition/composition.ts'
import { tellsClasses } from './composition/tell-classes.ts'
import { describeFields, type ServiceField } from './service-field.ts'
import type { ServedModel } from './served-model.ts'
import type { PredictionOf, Service } from './service.ts'
import { serviceTelling, type ServiceListener } from './service-listener.ts'
import { answeringState, type ServiceState } from './service-state.ts'
import type { Serving } from './serving.ts'
import {
  followChallenge,
  type ChallengeDeps,
  type ChallengeFollower,
} from './challenges/follow-challenge.ts'
import { prepareWhatIf } from './what-if.ts'

export type ServiceDeps = FollowDeps & {
  /** Undefined: what is answered is not kept. */
  readonly journal: PredictionJournal | undefined
  /** Undefined: no version can challenge it. */
  readonly promote?: ChallengeDeps['promote']
  /** Counts what clients ask; by itself for this process alone. */
  readonly clientWaits?: ClientWaits | undefined
}

/** A service that answers. */
export interface OpenService<M extends ServedModel = ServedModel> {
  readonly service: Service<M>

  /** What a row of a request may hold. */
  readonly columns: Columns

  /**
   * Predicts rows such as `{ beachId: 'lahinch', at: '2026-11-22T12:00:00Z' }`; `at` is now if it is
   * absent, and features that are read from groups can be set. Throws `notReady`, `rowDoesNotFit`,
   * `unknownField`, `tooManyRows` or `journalNotWritable`; then nothing was answered. Throws `tooBusy`,
   * `tooLate` or `tooManyRequests` where its limits are reached.
   */
  predict(rows: readonly Readonly<Record<string, unknown>>[], asking?: Asking): Promise<Answer<M>>

  /** As `predict`, with the answer as JSON; of rows whose text is at hand that is several times as fast. */
  predictText(request: RequestText, asking?: Asking): Promise<AnswerText>

  /**
   * As `predictText`, of a request that is plain and needn't wait, from bytes to bytes. Undefined for any other, of
   * which nothing was done; throws `tooManyRequests` or `notReady`.
   */
  predictBytes(body: Uint8Array, asking: Asking): AnswerBytes | undefined

  /**
   * Throws `forecastNotOffered`, `forecastNotFound` or `notReady`; of a forecast of series `beyondHorizon` and
   * `noHistory` too. How far and from when can be said of such a one only.
   */
  forecast(key: Readonly<Record<string, unknown>>, asking?: ForecastAsking): Promise<Forecast>

  /** The keys that there are rows of. */
  entities(): readonly Readonly<Record<string, unknown>>[]

  /** The columns of a request, with what a form needs to ask for them. */
  fields(): readonly ServiceField[]

  /** Whether its version says how likely each class is, or how likely the second of two. */
  tellsClasses(): boolean

  /**
   * Looks whether the alias or the data has moved on, and goes over to it once it is loaded and
   * checked. Where that fails, what was served is served on; `state()` and the log say why.
   */
  refresh(): Promise<ServiceState>

  /** Refreshes again and again until the signal is aborted; one look begins after the last has ended. */
  startFollowing(options: {
    readonly everyMs?: number
    readonly signal: AbortSignal
  }): Promise<void>

  state(): ServiceState

  load(): ServiceLoad

  /** Has somebody count what it does. */
  listen(listener: ServiceListener): void

  /** Writes what is pending and ends the journal. */
  close(): Promise<void>
}

export interface Answer<M extends ServedModel = ServedModel> {
  readonly model: string
  readonly version: number
  /** By model, the version of each other that had a part in it. */
  readonly versions?: Readonly<Record<string, number>>
  readonly predictions: readonly PredictionOf<M>[]
}

/** What is promoted or rolled back is in force within a second in every process. */
const followEveryMs = 500

function openLog({ journal, log }: ServiceDeps, service: Service): PredictionLog | undefined {
  return (
    journal &&
    predictionLog(journal, service.log ?? {}, (error) => {
      log.error(`service ${service.name}: predictions are lost: ${messageOf(error)}`)
    })
  )
}

/** Opens a service with the version that its alias points to, if there is one. */
export async function openService<M extends ServedModel>(
  opening: ServiceDeps,
  service: Service<M>,
): Promise<OpenService<M>> {
  const telling = serviceTelling(service.confidence)
  const deps: ServiceDeps = { ...opening, onBatch: telling.batched }
  const { model, alias } = service
  const whatIf = prepareWhatIf(model.view)
  const columns = composedColumns(service)
  const { promote } = deps
  const stands = (predictor: LoadedPredictor) => assertComposes(service, predictor)
  const challenges =
    promote === undefined ? undefined : followChallenge({ ...deps, promote }, service, stands)
  const answerRows = rowAnswerer(service, whatIf, challenges)
  const following = followAlias(deps, service, whatIf.view, stands)
  const challengerOf = (prediction: Prediction) => challenges?.predictorOf(prediction)
  const composer: Composer | undefined = isComposed(service)
    ? composeAnswers(deps, service, { answerRows, challengerOf })
    : undefined
  const told = toldNames(service, columns)
  const forecast = forecaster(deps, service)
  const log = openLog(deps, service)
  const thinkLater = thinkerLater(deps, service.name, { challenges, log })
  const admitted = admission(service.name, service.limits, deps.clientWaits)
  const counts = { requestCount: 0, predictionCount: 0 }
  let newestPredictionAt: Date | undefined

  function ready(): Serving {
    const { serving, problem } = following.current()
    if (serving !== undefined) return serving
    throw servingErrors.notReady({ service: service.name, model: model.name, alias, problem })
  }

  function state(): ServiceState {
    const parts = composer?.parts() ?? []
    return { ...answeringState(service, following.current(), parts), ...counts, newestPredictionAt }
  }

  async function refresh(): Promise<ServiceState> {
    await Promise.all([following.refresh(), composer?.refresh()])
    await challenges?.refresh(following.current().serving?.predictor)
    return state()
  }

  async function answer(
    rows: readonly Readonly<Record<string, unknown>>[],
    asking: Asking | undefined,
  ): Promise<Answer<M>> {
    const startedAt = performance.now()
    const serving = ready()
    const now = deps.now()
    const ids = asking?.ids
    const composed = await composer?.answer(serving, rows, { now, ids })
    const predictions = composed?.predictions ?? (await answerRows(serving, rows, now, ids))
    await log?.add(predictions, { asking, tookMs: performance.now() - startedAt })
    const own = composed?.own ?? predictions
    if (challenges?.current()?.kind === 'shadow') thinkLater(own, serving.predictor)
    count(predictions.length, now)
    telling.answered(serving.predictor.version.version, predictions)
    return {
      model: model.name,
      version: serving.predictor.version.version,
      ...(composed === undefined ? {} : versionsTold(composed.versions)),
      predictions: predictions.map((prediction) => toAnswer(model, prediction)),
    }
  }

  const answerByText = composer === undefined ? textAnswerer(model, log) : undefined

  async function answerText(request: RequestText, asking: Asking | undefined): Promise<AnswerText> {
    const { predictor } = ready()
    const now = deps.now()
    const isPlain = asking?.ids === undefined && challenges?.current() === undefined
    const quick = isPlain ? await answerByText?.(predictor, request, { now, asking }) : undefined
    if (quick === undefined) {
      const answered = await answer(request.rows, asking)
      return { version: answered.version, text: JSON.stringify(answered) }
    }
    count(request.rows.length, now)
    return quick
  }

  function count(predictionCount: number, now: Date): void {
    counts.requestCount += 1
    counts.predictionCount += predictionCount
    newestPredictionAt = now
  }

  await refresh()
  const opened: OpenService<M> = {
    service,
    columns,
    refresh,
    state,

    load: admitted.load,
    listen: telling.listen,
    predict: (rows, asking) => admitted.run(() => answer(rows, asking), asking),
    predictText: (request, asking) => admitted.run(() => answerText(request, asking), asking),

    predictBytes: answererAtOnce(model, log, {
      now: deps.now,
      admitted,
      predictor: () =>
        composer === undefined && challenges?.current() === undefined
          ? ready().predictor
          : undefined,
      count,
    }),

    forecast: async (key) => forecast(ready(), key),

    entities() {
      const { serving } = following.current()
      return serving === undefined ? [] : entitiesOf(model, serving.online)
    },

    fields() {
      const { serving } = following.current()
      return describeFields({ model, columns, told }, serving?.online)
    },

    tellsClasses() {
      const { serving } = following.current()
      return serving !== undefined && tellsClasses(service, serving.predictor) !== undefined
    },

    startFollowing: ({ everyMs = followEveryMs, signal }) => keepOn(refresh, everyMs, signal),

    async close() {
      await deps.journal?.close()
    },
  }
  return service.names === undefined ? opened : withFaceNames(opened, service.names)
}

function versionsTold(versions: Readonly<Record<string, number>>): Pick<Answer, 'versions'> {
  return Object.keys(versions).length === 0 ? {} : { versions }
}

/** Keeps what a shadow thinks of what was answered, once the answer is on its way. */
function thinkerLater(
  { log: problems }: ServiceDeps,
  service: string,
  { challenges, log }: Thinking,
): (answered: readonly Prediction[], predictor: LoadedPredictor) => void {
  async function think(answered: readonly Prediction[], current: LoadedPredictor): Promise<void> {
    const startedAt = performance.now()
    const thought = (await challenges?.think(answered, current)) ?? []
    const kept = thought.map((one) => ({ ...one, id: newId<PredictionId>('prd', one.madeAt) }))
    await log?.add(kept, { asking: undefined, tookMs: performance.now() - startedAt })
  }

  return (answered, predictor) => {
    setImmediate(() => {
      think(answered, predictor).catch((error: unknown) => {
        problems.error(`service ${service}: what a shadow thought is lost: ${messageOf(error)}`)
      })
    })
  }
}

interface Thinking {
  readonly challenges: ChallengeFollower | undefined
  readonly log: PredictionLog | undefined
}
