import type { ServiceReply } from '../api/index.ts'
import type { Page } from './command.ts'
import { renderFacts, renderSection, renderTable } from './render-table.ts'
import { writeAgo, writeCount } from './write-value.ts'

export function renderServices(services: readonly ServiceReply[], { style, now }: Page): string {
  return renderTable(
    services,
    [
      { title: 'service', of: ({ name }) => name },
      { title: 'model', of: ({ model, alias }) => `${model} (${alias})` },
      {
        title: 'version',
        right: true,
        of: ({ version }) => (version === null ? style.warn('none') : `v${version}`),
      },
      { title: 'since', right: true, of: ({ versionSince }) => writeAgo(versionSince, now) },
      {
        title: 'predictions',
        right: true,
        of: ({ predictionCount }) => writeCount(predictionCount),
      },
      {
        title: 'newest',
        right: true,
        of: ({ newestPredictionAt }) => writeAgo(newestPredictionAt, now),
      },
      ...(services.some(({ parts }) => parts.length > 0)
        ? [{ title: 'parts', of: ({ parts }: ServiceReply) => parts.map(partText).join(', ') }]
        : []),
      { title: 'address', of: ({ address }) => address },
    ],
    { style, nothing: 'The project has no services.' },
  )
}

type Part = ServiceReply['parts'][number]

function partText({ model, version }: Part): string {
  return `${model} ${versionText(version)}`
}

function versionText(version: number | null): string {
  return version === null ? 'none' : `v${version}`
}

/** One service: what it serves, what has a part in that, and what a row holds. */
export function renderService(service: ServiceReply, { style, now }: Page): string {
  const { model, alias, version, parts, fields, output, predictionCount } = service
  const facts = renderFacts(
    [
      ['about', service.description],
      ['model', `${model} (${alias}), ${versionText(version)}`],
      ['since', writeAgo(service.versionSince, now)],
      ['address', `${service.address}/predict`],
      ['predicts', output.unit === undefined ? output.name : `${output.name} (${output.unit})`],
      ['predictions', writeCount(predictionCount)],
    ],
    style,
  )
  const others = renderTable(
    parts,
    [
      { title: 'part', of: ({ name }) => name },
      { title: 'does', of: ({ kind }) => kind },
      { title: 'model', of: (part) => `${part.model} (${part.alias})` },
      { title: 'version', right: true, of: (part) => versionText(part.version) },
    ],
    { style, nothing: '' },
  )
  const asked = renderTable(
    fields,
    [
      { title: 'field', of: ({ name }) => name },
      { title: 'type', of: ({ type }) => type },
      { title: 'unit', of: ({ unit = '' }) => unit },
      { title: 'needed', of: ({ required }) => (required ? 'yes' : '') },
    ],
    { style, nothing: '' },
  )
  return [
    facts,
    parts.length === 0 ? '' : renderSection('Other models', others, style),
    renderSection('A row', asked, style),
  ].join('')
}
