import { readTokens } from '../../project/index.ts'
import { escapeHtml, proseHtml } from '../escape-html.ts'
import type { ApiDocument } from './api-document.ts'
import { docsScript } from './docs-script.ts'
import { docsStyle } from './docs-style.ts'
import { operationSection, operationsOf, type Operation } from './operation-section.ts'
import { schemaTable } from './schema-table.ts'

/** What the tags are called in the rail and above their operations. */
const tagTitles: Readonly<Record<string, string>> = {
  services: 'Services',
  overview: 'Overview',
  health: 'Health',
  graph: 'Graph',
  sources: 'Sources',
  deliveries: 'Deliveries',
  datasets: 'Datasets',
  'check-reports': 'Reports of checks',
  groups: 'Feature groups',
  views: 'Views',
  'training-sets': 'Training sets',
  pipelines: 'Pipelines',
  runs: 'Runs',
  models: 'Models',
  predictions: 'Predictions',
  v2: 'Open Inference Protocol 2',
  v1: 'KServe 1',
  invocations: 'MLflow’s scoring',
  ping: 'MLflow’s scoring: ping',
}

/** The documentation of the API as one page that needs nothing else. */
export async function docsPage(document: ApiDocument, origin: string): Promise<string> {
  const { info, tags, components } = document
  const server = { schemas: components.schemas, origin }
  const byTag = Map.groupBy(operationsOf(document), ({ tags: [tag = ''] }) => tag)
  const sections = tags.map(({ name }) => {
    const own = (byTag.get(name) ?? []).map((one) => operationSection(one, server))
    return `<h2 id="tag-${name}">${titleOf(name)}</h2>${own.join('\n')}`
  })
  const schemas = Object.entries(components.schemas).map(
    ([name, schema]) => `<section class="schema" id="schema-${escapeHtml(name)}">
<h3>${escapeHtml(name)}</h3>${schema.description === undefined ? '' : `<p>${proseHtml(schema.description)}</p>`}
${schemaTable(schema)}</section>`,
  )
  return pageAround({
    title: info.title,
    rail: tags.map(({ name }) => railOf(name, byTag.get(name) ?? [])).join(''),
    content: `<header><h1>${escapeHtml(info.title)}</h1>
<p>${proseHtml(info.description ?? '')} Every answer is JSON; moments are ISO 8601 in UTC; what fails is answered with a problem (RFC 9457) that has a <code>code</code> and, where there is one, a <code>hint</code>.</p>
<p><a href="/docs/openapi.json">OpenAPI 3.1 document</a> · <a href="/docs/errors">All problems</a> · <a href="/metrics">Metrics</a> · version ${escapeHtml(info.version)}</p></header>
${sections.join('\n')}
<h2 id="schemas">Schemas</h2>
${schemas.join('\n')}`,
  })
}

function titleOf(tag: string): string {
  return escapeHtml(tagTitles[tag] ?? tag)
}

function railOf(tag: string, operations: readonly Operation[]): string {
  const items = operations.map(
    ({ operationId, summary }) => `<li><a href="#${operationId}">${escapeHtml(summary)}</a></li>`,
  )
  return `<h2><a href="#tag-${tag}">${titleOf(tag)}</a></h2><ul>${items.join('')}</ul>`
}

export interface DocsPage {
  readonly title: string
  /** HTML of the rail. */
  readonly rail: string
  /** HTML of the page itself. */
  readonly content: string
}

/** The frame of all pages of the documentation. */
export async function pageAround({ title, rail, content }: DocsPage): Promise<string> {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/mark.svg" type="image/svg+xml">
<title>${escapeHtml(title)}</title>
<style>${await readTokens()}${docsStyle}</style>
</head>
<body>
<div class="page">
<aside class="rail">
<a class="brand" href="/">Groundswell</a>
<details class="contents"><summary>Contents</summary>${rail}</details>
<nav aria-label="Contents"><button type="button" class="quiet" id="look">Light or dark</button>${rail}</nav>
</aside>
<main>${content}</main>
</div>
<script>${docsScript}</script>
</body>
</html>
`
}
