import {
  faceRow,
  knownFeatures,
  partsOf,
  toldColumns,
  toldParts,
  type OpenService,
  type ServiceField,
} from '../serving/index.ts'
import { pascalOf } from './pascal-of.ts'

/**
 * A typed client of one service as TypeScript that needs nothing but `fetch`: rows with the fields of the model's
 * signature, answers with its label and features, and problems as errors.
 */
export function clientSource(open: OpenService): string {
  const { service } = open
  const Name = pascalOf(service.name)
  const { key } = service.model.view.label.group
  const fields = open.fields()
  const keys = fields.filter(({ name }) => key.includes(name))
  return [
    head(service.name),
    interfaceOf(`${Name}Row`, 'What is asked for.', fields.map(askedField)),
    interfaceOf(`${Name}Prediction`, 'What is answered to a row.', answered(open, keys)),
    interfaceOf(`${Name}Answer`, undefined, [
      `readonly model: ${quoted(service.model.name)}`,
      'readonly version: number',
      ...(partsOf(service).length === 0
        ? []
        : ['readonly versions: Readonly<Record<string, number>>']),
      `readonly predictions: readonly ${Name}Prediction[]`,
    ]),
    outcomeType(open, Name, keys),
    clientType(Name, service.forecast !== undefined, keys),
    maker(Name, service.name, service.forecast !== undefined),
    problemClass(Name),
  ].join('\n')
}

function head(name: string): string {
  return `// A client of the service "${name}", made by: swell service client ${name}\n`
}

function interfaceOf(name: string, about: string | undefined, lines: readonly string[]): string {
  const comment = about === undefined ? '' : `/** ${about} */\n`
  return `${comment}export interface ${name} {\n${lines.map(indented).join('\n')}\n}\n`
}

function askedField(field: ServiceField): string {
  const isMoment = field.name === 'at'
  const type = typeOf(field)
  const own = field.required || isMoment ? type : `${type} | null`
  return `${commentOf(field)}readonly ${nameOf(field.name)}${field.required ? '' : '?'}: ${own}`
}

function answered({ service }: OpenService, keys: readonly ServiceField[]): string[] {
  const { model, names = {} } = service
  const label = model.view.label.column
  const own = new Set([
    'predictionId',
    'modelVersion',
    'at',
    label,
    ...keys.map(({ name }) => name),
  ])
  const features = Object.entries(faceRow(names, model.view.features)).filter(
    ([name]) => !own.has(name),
  )
  return [
    '/** Ask why by it, and tell what came true. */\nreadonly predictionId: string',
    '/** Where a version that challenges answered. */\nreadonly modelVersion?: number',
    ...keys.map((field) => `readonly ${nameOf(field.name)}: ${typeOf(field)}`),
    'readonly at: string',
    `readonly ${nameOf(label)}: number`,
    ...features.map(
      ([name, { type }]) =>
        `readonly ${nameOf(name)}: ${type === 'text' ? 'string' : 'number'} | null`,
    ),
    ...composedFields(service),
    ...(knownFeatures(model.view).length === 0
      ? []
      : [
          '/** Where no group knows anything of its key: the features that were not there. */\nreadonly missing?: readonly string[]',
          'readonly warning?: string',
        ]),
  ]
}

/** What the answers of a service of several models have more, and what its functions tell. */
function composedFields(service: OpenService['service']): string[] {
  const parts = toldParts(service).map((name) => `readonly ${nameOf(name)}?: number`)
  const told = Object.entries(toldColumns(service)).map(([name, column]) => {
    const { type, oneOf: choices, unit, description, optional } = column
    const field = {
      name,
      type,
      required: !optional,
      example: null,
      ...(choices === undefined ? {} : { choices }),
      ...(unit === undefined ? {} : { unit }),
      ...(description === undefined ? {} : { description }),
    }
    const own = `${commentOf(field)}readonly ${nameOf(name)}`
    if (name === 'fallback') return `${own}?: ${typeOf(field)}`
    return `${own}: ${typeOf(field)}${optional ? ' | null' : ''}`
  })
  return parts.length === 0 ? told : [...told, `readonly parts?: { ${parts.join('; ')} }`]
}

function outcomeType(
  { service }: OpenService,
  Name: string,
  keys: readonly ServiceField[],
): string {
  const label = nameOf(service.model.view.label.column)
  const place = keys.map((field) => `readonly ${nameOf(field.name)}: ${typeOf(field)}`).join('; ')
  return [
    '/** What came true, told by the id of a prediction or by key and moment. */',
    `export type ${Name}Outcome = { readonly ${label}: number } & (`,
    '  | { readonly predictionId: string }',
    `  | { ${place}; readonly at: string }`,
    ')\n',
  ].join('\n')
}

function clientType(Name: string, hasForecast: boolean, keys: readonly ServiceField[]): string {
  const names = keys.map(({ name }) => quoted(name)).join(' | ')
  return interfaceOf(`${Name}Client`, `Each call throws \`${Name}Problem\`.`, [
    `predict(rows: readonly ${Name}Row[]): Promise<${Name}Answer>`,
    `predictOne(row: ${Name}Row): Promise<${Name}Prediction>`,
    `tellOutcomes(outcomes: readonly ${Name}Outcome[]): Promise<{ readonly toldCount: number; readonly repeatedCount: number }>`,
    ...(hasForecast
      ? [
          `forecast(key: Pick<${Name}Row, ${names}>): Promise<{ readonly madeAt: string; readonly points: readonly { readonly at: string }[] }>`,
        ]
      : []),
  ])
}

function maker(Name: string, service: string, hasForecast: boolean): string {
  const forecast = `
    forecast: (key) =>
      send(\`/forecast?\${new URLSearchParams(Object.entries(key).map(([name, value]) => [name, String(value)]))}\`),`
  return `export interface ${Name}ClientOptions {
  /** A key of the server: swell keys create. */
  readonly token?: string
  /** After so long the server gives up. */
  readonly timeoutMs?: number
  readonly fetch?: typeof fetch
}

/** A client of the server at \`baseUrl\`, such as \`http://127.0.0.1:4300\`. */
export function create${Name}Client(baseUrl: string, options: ${Name}ClientOptions = {}): ${Name}Client {
  const { token, timeoutMs, fetch: send_ = fetch } = options
  const base = \`\${baseUrl.replace(/\\/$/, '')}/services/${service}\`

  async function send<Reply>(path: string, body?: unknown): Promise<Reply> {
    const response = await send_(base + path, {
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: \`Bearer \${token}\` }),
        ...(timeoutMs === undefined ? {} : { 'x-timeout-ms': String(timeoutMs) }),
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    })
    if (response.ok) return (await response.json()) as Reply
    throw new ${Name}Problem(response.status, await response.text(), response.headers.get('retry-after'))
  }

  return {
    predict: (rows) => send('/predict', { rows }),
    async predictOne(row) {
      const { predictions } = await send<${Name}Answer>('/predict', row)
      const [prediction] = predictions
      if (prediction === undefined) throw new ${Name}Problem(0, 'The answer is empty.', null)
      return prediction
    },
    tellOutcomes: (outcomes) => send('/outcomes', { outcomes }),${hasForecast ? forecast : ''}
  }
}
`
}

function problemClass(Name: string): string {
  return `/** What the server refused, in its words. */
export class ${Name}Problem extends Error {
  readonly status: number
  /** Such as \`serving.rowDoesNotFit\`; undefined where the answer was none of ours. */
  readonly code: string | undefined
  /** In how many seconds it may be asked again. */
  readonly retryAfter: number | undefined

  constructor(status: number, text: string, retryAfter: string | null) {
    const { detail, hint, code } = readProblem(text)
    super([detail ?? (text || \`The server answered with \${status}.\`), hint].filter(Boolean).join(' '))
    this.status = status
    this.code = code
    this.retryAfter = retryAfter === null ? undefined : Number(retryAfter)
  }
}

function readProblem(text: string): { readonly detail?: string; readonly hint?: string; readonly code?: string } {
  try {
    return JSON.parse(text) as { detail?: string; hint?: string; code?: string }
  } catch {
    return {}
  }
}
`
}

function typeOf({ name, type, choices }: ServiceField): string {
  if (choices !== undefined && type === 'text' && name !== 'at')
    return choices.map(quoted).join(' | ')
  if (type === 'float' || type === 'integer') return 'number'
  return type === 'boolean' ? 'boolean' : 'string'
}

function commentOf({ description, unit, type }: ServiceField): string {
  const words = [
    description,
    unit === undefined ? undefined : `In ${unit}.`,
    type === 'timestamp' ? 'A moment such as 2026-11-22T12:00:00Z.' : undefined,
  ].filter((word) => word !== undefined)
  return words.length === 0 ? '' : `/** ${words.join(' ').replaceAll('*/', '* /')} */\n`
}

/** A name as it may stand before a colon: \`capital-gain\` in quotes. */
function nameOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function indented(line: string): string {
  return line
    .split('\n')
    .map((one) => `  ${one}`)
    .join('\n')
}
