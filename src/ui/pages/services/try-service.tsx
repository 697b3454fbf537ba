import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type SyntheticEvent } from 'react'
import type { PredictReply, Row, ServiceReply } from '../../../api/index.ts'
import { client } from '../../ask.ts'
import { formatWithUnit } from '../../format.ts'
import { Command } from '../../kit/command.tsx'
import { Facts } from '../../kit/facts.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'
import { cellText } from '../lineage/cell-text.ts'
import { wordsOf } from '../../words-of.ts'
import { exampleRow, requestRow } from './request-row.ts'
import { ServiceField } from './service-field.tsx'

/** A form made from the signature, the answer, and the same as a command. */
export function TryService({ service }: { service: ServiceReply }) {
  const [texts, setTexts] = useState(() => exampleRow(service.fields))
  const queries = useQueryClient()
  const row = requestRow(service.fields, texts)
  const ask = useMutation({
    mutationFn: (body: Row) => client.predict({ params: { name: service.name }, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['listPredictions'] }),
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    ask.mutate(row)
  }
  return (
    <div className="columns">
      <form className="form" onSubmit={submit}>
        {service.fields.map((field) => (
          <ServiceField
            key={field.name}
            field={field}
            value={texts[field.name] ?? ''}
            onChange={(value) => setTexts({ ...texts, [field.name]: value })}
          />
        ))}
        <div>
          <button type="submit" className="button main" disabled={ask.isPending}>
            Predict {wordsOf(service.output.name).toLowerCase()}
          </button>
        </div>
        <Command text={curlOf(service, row)} what="as a curl command" />
      </form>
      <div className="answer" aria-live="polite">
        {ask.isError ? <ProblemNote error={ask.error} /> : null}
        {ask.data === undefined ? null : <Answer service={service} reply={ask.data} />}
        {ask.isIdle ? <p className="soft">The answer comes here.</p> : null}
      </div>
    </div>
  )
}

function Answer({ service, reply }: { service: ServiceReply; reply: PredictReply }) {
  const prediction = reply.predictions[0]
  if (prediction === undefined) return null
  const { predictionId, [service.output.name]: value, ...rest } = prediction
  return (
    <>
      <p className="figure-number">
        {typeof value === 'number' ? formatWithUnit(value, service.output.unit) : cellText(value)}
      </p>
      <p className="soft">
        said version {reply.version} of {reply.model}.{' '}
        <Link to="/predictions/$id/why" params={{ id: predictionId }}>
          Why?
        </Link>
      </p>
      <Facts facts={Object.entries(rest).map(([name, given]) => [name, cellText(given)])} />
    </>
  )
}

function curlOf(service: ServiceReply, row: Row): string {
  const body = JSON.stringify(row).replaceAll("'", String.raw`'\''`)
  return `curl ${location.origin}${service.address}/predict \\
  -H 'content-type: application/json' \\
  -d '${body}'`
}
