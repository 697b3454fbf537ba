import { escapeHtml, proseHtml } from '../escape-html.ts'
import { alternativesOf, refName, type JsonSchema } from './json-schema.ts'

/** The members of an object as a table; anything else as one line that says its type. */
export function schemaTable(schema: JsonSchema): string {
  const members = Object.entries(schema.properties ?? {})
  if (members.length === 0) return `<p class="type">${typeHtml(schema)}</p>`
  const required = new Set(schema.required)
  const rows = members.map(([name, own]) => memberRow(name, own, required.has(name)))
  return `<table class="members"><tbody>${rows.join('')}</tbody></table>`
}

export function memberRow(name: string, schema: JsonSchema, isRequired: boolean): string {
  const notes = [
    proseHtml(schema.description ?? ''),
    schema.default === undefined
      ? ''
      : `<span class="soft">default <code>${escapeHtml(JSON.stringify(schema.default))}</code></span>`,
    boundsHtml(schema),
  ].filter((note) => note !== '')
  return `<tr><th scope="row"><code>${escapeHtml(name)}</code>${
    isRequired ? '' : ' <span class="soft">optional</span>'
  }</th><td><span class="type">${typeHtml(schema)}</span> ${notes.join(' ')}</td></tr>`
}

/** A type in words, named ones as links. */
export function typeHtml(schema: JsonSchema): string {
  if (schema.$ref !== undefined) {
    const name = escapeHtml(refName(schema.$ref))
    return `<a href="#schema-${name}">${name}</a>`
  }
  if (schema.const !== undefined) return code(JSON.stringify(schema.const))
  if (schema.enum !== undefined) {
    return schema.enum.map((value) => code(JSON.stringify(value))).join(' or ')
  }
  const alternatives = alternativesOf(schema)
  if (alternatives !== undefined) return [...new Set(alternatives.map(typeHtml))].join(' or ')
  switch (schema.type) {
    case 'array':
      return `array of ${schema.items === undefined ? 'anything' : typeHtml(schema.items)}`
    case 'object':
      return objectHtml(schema)
    case 'string':
      return schema.format === 'date-time' ? 'moment' : 'text'
    case 'integer':
      return 'whole number'
    case undefined:
      return 'anything'
    default:
      return escapeHtml(String(schema.type))
  }
}

function objectHtml({ properties, additionalProperties }: JsonSchema): string {
  if (properties !== undefined && Object.keys(properties).length > 0) {
    const members = Object.entries(properties).map(
      ([name, own]) => `${code(name)}: ${typeHtml(own)}`,
    )
    return `{ ${members.join(', ')} }`
  }
  return typeof additionalProperties === 'object'
    ? `object of ${typeHtml(additionalProperties)} by name`
    : 'object'
}

function boundsHtml({ minimum, maximum }: JsonSchema): string {
  const isShown = maximum !== undefined || (minimum !== undefined && minimum > 1)
  if (!isShown) return ''
  const text = maximum === undefined ? `from ${minimum}` : `${minimum ?? ''} to ${maximum}`
  return `<span class="soft">${text.trim()}</span>`
}

function code(text: string): string {
  return `<code>${escapeHtml(text)}</code>`
}
