import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type SyntheticEvent } from 'react'
import type { PredictReply, Row, ServiceFormReply, ServiceReply } from '../../../api/index.ts'
import { client, useAsk } from '../../ask.ts'
import { Empty } from '../../kit/empty.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'
import { Skeleton } from '../../kit/skeleton.tsx'
import { useSettled } from '../../kit/use-settled.ts'
import { wordsOf } from '../../words-of.ts'
import { askByImage } from './ask-by-image.ts'
import { CodeSnippets } from './code-snippets.tsx'
import { FieldList } from './field-list.tsx'
import { ImageField } from './image-field.tsx'
import { PredictionAnswer } from './prediction-answer.tsx'
import { exampleRow, requestRow, sampleTexts, type FieldTexts } from './request-row.ts'
import { SampleRows } from './sample-rows.tsx'
import './services.css'

/** A form made from the signature and the training data, the answer with its why, and the same as code. */
export function TryService({ service }: { service: ServiceReply }) {
  const form = useAsk(
    'getServiceForm',
    { params: { name: service.name } },
    { everyMs: 60_000, enabled: service.version !== null },
  )
  if (service.version === null) return <NoVersion service={service} />
  if (form.data === undefined && !form.isError) return <Skeleton height={240} />
  return <TryForm key={service.name} service={service} form={form.data ?? noForm} />
}

function NoVersion({ service: { model, alias } }: { service: ServiceReply }) {
  return (
    <Empty title={`No version of ${model} is ${alias} yet`} command={`swell train ${model}`}>
      Once one is promoted, it can be tried here.
    </Empty>
  )
}

const noForm: ServiceFormReply = {
  ranges: [],
  samples: [],
  classes: null,
  tellsClasses: false,
  isExplained: false,
  image: null,
}

/** After a field has moved, an answer is asked for once it rests so long. */
const restMs = 250

interface TryProps {
  readonly service: ServiceReply
  readonly form: ServiceFormReply
}

function TryForm({ service, form }: TryProps) {
  const [texts, setTexts] = useState(() => startTexts(service, form))
  const [isFollowing, setFollowing] = useState(false)
  const ask = useAnswer(service, form)
  const settled = useSettled(texts, restMs)
  const { mutate } = ask
  useEffect(() => {
    if (isFollowing) mutate(requestRow(service.fields, settled))
    // A field that moved is what asks, nothing else.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [settled])
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    mutate(requestRow(service.fields, texts))
  }
  const change = (changed: FieldTexts) => {
    setTexts({ ...texts, ...changed })
    // Once somebody has asked, the answer follows what they move.
    setFollowing(!ask.isIdle && form.image === null)
  }
  return (
    <>
      <div className="columns">
        <form className="form" onSubmit={submit}>
          {form.image === null ? (
            <SampleRows
              samples={form.samples}
              onPick={(sample) => change(sampleTexts(service.fields, sample))}
            />
          ) : (
            <ImageField size={form.image} onImage={(image) => mutate(image)} />
          )}
          <FieldList service={service} form={form} texts={texts} onChange={change} />
          <div>
            <button type="submit" className="button main" disabled={ask.isPending}>
              Predict {wordsOf(service.output.name).toLowerCase()}
            </button>
          </div>
        </form>
        <div className="answer" aria-live="polite">
          {ask.isError ? <ProblemNote error={ask.error} /> : null}
          {ask.data === undefined ? null : (
            <PredictionAnswer service={service} form={form} reply={ask.data} />
          )}
          {ask.isIdle ? <p className="soft">The answer comes here.</p> : null}
        </div>
      </div>
      <CodeSnippets service={service} row={requestRow(service.fields, texts)} />
    </>
  )
}

/** Asks with a row, or with an image. */
function useAnswer(service: ServiceReply, form: ServiceFormReply) {
  const queries = useQueryClient()
  const query = {
    ...(form.isExplained && form.image === null ? { explain: 'true' as const } : {}),
    ...(form.tellsClasses ? { probabilities: 'true' as const } : {}),
  }
  return useMutation<PredictReply, Error, Row | Blob>({
    mutationFn: (asked) =>
      asked instanceof Blob
        ? askByImage(service, asked, query)
        : client.predict({ params: { name: service.name }, query, body: asked }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['listPredictions'] }),
  })
}

/** A row as the model has seen them; what the service knows by itself is left to it. */
function startTexts({ fields }: ServiceReply, { samples, image }: ServiceFormReply): FieldTexts {
  const [sample] = samples
  const own = exampleRow(fields)
  if (sample === undefined || image !== null) return own
  const told = fields.filter(({ example }) => example !== null)
  return { ...own, ...sampleTexts(told, sample) }
}
