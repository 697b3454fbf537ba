import { escapeHtml, proseHtml } from '../escape-html.ts'
import type { ApiContent, ApiDocument, ApiOperation, ApiParameter } from './api-document.ts'
import { pythonOf, typeScriptOf } from './code-examples.ts'
import { exampleValue } from './example-value.ts'
import { resolveSchema, type JsonSchema, type NamedSchemas } from './json-schema.ts'
import { memberRow, schemaTable, typeHtml } from './schema-table.ts'

export interface Operation extends ApiOperation {
  readonly path: string
  readonly method: string
}

export interface DocumentedServer {
  readonly schemas: NamedSchemas
  /** `http://127.0.0.1:4300` */
  readonly origin: string
}

/** All operations of a document in its order. */
export function operationsOf({ paths }: ApiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      path,
      method: method.toUpperCase(),
    })),
  )
}

/** One operation: what it takes, what it gives, the same as a command, and a form to try it. */
export function operationSection(
  operation: Operation,
  { schemas: named, origin }: DocumentedServer,
): string {
  const { operationId, method, path, summary, description, requestBody, responses } = operation
  const body = requestBody === undefined ? undefined : contentOf(requestBody.content)
  const [status = '200', response] =
    Object.entries(responses).find(([name]) => name !== 'default') ?? []
  const reply = response === undefined ? undefined : contentOf(response.content)
  const bodyText = body === undefined ? undefined : json(exampleOf(body, named))
  return `<section class="operation" id="${operationId}">
<h3><span class="method">${method}</span> <code class="path">${pathHtml(path)}</code></h3>
<p class="summary">${escapeHtml(summary)}.${description === undefined ? '' : ` ${proseHtml(description)}`}</p>
${parametersHtml(operation.parameters)}
${body === undefined ? '' : `<h4>Body</h4>${schemaHtml(body.schema, named)}`}
<h4>Answer <span class="soft">${status}</span></h4>
${reply === undefined ? '' : schemaHtml(reply.schema, named)}
${reply === undefined ? '' : exampleHtml('An answer', json(exampleOf(reply, named)))}
<p class="problems">${proseHtml(responses['default']?.description ?? '')} <a href="/docs/errors">All problems</a></p>
${exampleHtml('As a command', curlOf(operation, origin, bodyText), true)}
${codeHtml(operation, origin, bodyText)}
${formHtml(operation, bodyText)}
</section>`
}

interface Content {
  readonly schema: JsonSchema
  readonly example?: unknown
}

function contentOf(content: ApiContent): Content | undefined {
  return Object.values(content)[0]
}

function exampleOf({ schema, example }: Content, named: NamedSchemas): unknown {
  return example ?? exampleValue(schema, named)
}

function schemaHtml(schema: JsonSchema, named: NamedSchemas): string {
  const own = resolveSchema(schema, named)
  const name = schema.$ref === undefined ? '' : `<p class="soft">${typeHtml(schema)}</p>`
  // Of alternatives that have a name, what they hold is shown too.
  const alternatives = (own.anyOf ?? []).filter(({ $ref }) => $ref !== undefined)
  return [own, ...alternatives.map((one) => resolveSchema(one, named))].reduce(
    (html, one) => html + schemaTable(one),
    name,
  )
}

function parametersHtml(parameters: readonly ApiParameter[]): string {
  const kinds = [
    { where: 'path', title: 'In the address' },
    { where: 'query', title: 'In the query' },
  ]
  return kinds
    .map(({ where, title }) => {
      const own = parameters.filter((parameter) => parameter.in === where)
      if (own.length === 0) return ''
      const rows = own.map(({ name, schema, required }) => memberRow(name, schema, required))
      return `<h4>${title}</h4><table class="members"><tbody>${rows.join('')}</tbody></table>`
    })
    .join('')
}

function exampleHtml(title: string, text: string, isOpen = false): string {
  return `<details class="example"${isOpen ? ' open' : ''}><summary>${title}</summary><pre tabindex="0">${escapeHtml(text)}</pre></details>`
}

/** What people put into programs of their own: the addresses of services. */
function codeHtml(operation: Operation, origin: string, body: string | undefined): string {
  if (!operation.path.startsWith('/services/')) return ''
  const request = { method: operation.method, address: addressOf(operation, origin), body }
  return (
    exampleHtml('In TypeScript', typeScriptOf(request)) +
    exampleHtml('In Python', pythonOf(request))
  )
}

function addressOf({ path, parameters }: Operation, origin: string): string {
  const needed = parameters.filter((one) => one.in === 'query' && one.required)
  const query = needed.map(({ name, schema }) => `${name}=${exampleText(schema)}`).join('&')
  return `${origin}${path}${query === '' ? '' : `?${query}`}`
}

function curlOf(operation: Operation, origin: string, body: string | undefined): string {
  const { method } = operation
  const address = addressOf(operation, origin)
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}'${address}'`]
  if (body !== undefined) {
    lines.push(`-H 'content-type: application/json'`)
    lines.push(`-d '${JSON.stringify(JSON.parse(body))}'`)
  }
  return lines.join(' \\\n  ')
}

function exampleText(schema: JsonSchema): string {
  const value = exampleValue(schema, {})
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function formHtml(operation: Operation, bodyText: string | undefined): string {
  const { operationId, method, path, parameters } = operation
  const fields = parameters.map((parameter) => fieldHtml(operationId, parameter))
  const lineCount = (bodyText ?? '').split('\n').length
  const body =
    bodyText === undefined
      ? ''
      : `<label class="field wide">Body<textarea name="body" rows="${Math.min(12, lineCount + 1)}" spellcheck="false">${escapeHtml(bodyText)}</textarea></label>`
  return `<details class="try"><summary>Try it</summary>
<form data-method="${method}" data-path="${escapeHtml(path)}">
<div class="fields">${fields.join('')}${body}</div>
<button type="submit">Send ${method === 'GET' ? 'the request' : method}</button>
<output aria-live="polite"></output>
</form></details>`
}

function fieldHtml(
  operationId: string,
  { name, in: where, required, schema }: ApiParameter,
): string {
  const id = `${operationId}-${name}`
  const attributes = `id="${id}" name="${where}:${escapeHtml(name)}"${required ? ' required' : ''}`
  const label = `<label class="field" for="${id}">${escapeHtml(name)}${required ? '' : ' <span class="soft">optional</span>'}`
  if (schema.enum !== undefined) {
    const choices = [...(required ? [] : ['']), ...schema.enum.map(String)]
    const options = choices.map((choice) => `<option>${escapeHtml(choice)}</option>`)
    return `${label}<select ${attributes}>${options.join('')}</select></label>`
  }
  const [example] = schema.examples ?? []
  const value = required && typeof example === 'string' ? ` value="${escapeHtml(example)}"` : ''
  const hint =
    schema.default === undefined
      ? ''
      : ` placeholder="${escapeHtml(JSON.stringify(schema.default))}"`
  return `${label}<input ${attributes}${value}${hint} autocomplete="off"></label>`
}

function pathHtml(path: string): string {
  // An address breaks after its slashes, so that it fits a phone.
  return escapeHtml(path).replaceAll('/', '/<wbr>')
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
