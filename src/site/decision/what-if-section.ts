import { html, jsonForHtml, type Html } from '../html.ts'
import type { DecisionPage, FormField, WhatIfForm } from './decision-page.ts'
import { picture } from './decision-section.ts'

/** A form that asks the service, where a server serves the page. */
export function whatIfSection(page: DecisionPage): Html {
  const { form, words } = page
  if (form === undefined) return html``
  return html`<section class="part" id="what-if" aria-labelledby="what-if-title">
    <h2 id="what-if-title">What if …?</h2>
    <p>Change what is known of the ${words.subject}, and ask the service.</p>
    <p class="note offline" hidden>
      This page was opened from a file. The form asks the service when the page is served:
      <code>${form.command}</code>
    </p>
    <form class="what-if" data-address="${form.address}" data-answer="${form.answer}">
      <div class="fields">${form.fields.map(formField)}</div>
      <p>
        <button type="submit">Ask the service</button>
        <button type="reset">As it is</button>
      </p>
      <script type="application/json">
        ${jsonForHtml(form.key)}
      </script>
      ${reply(form, page)}
    </form>
  </section>`
}

function formField(field: FormField): Html {
  const id = `field-${field.name}`
  return html`<p class="field">
    <label for="${id}">${field.label}</label>
    ${field.kind === 'choice' ? choice(id, field) : numberInput(id, field)}
  </p>`
}

function choice(id: string, field: Extract<FormField, { kind: 'choice' }>): Html {
  return html`<select id="${id}" name="${field.name}" data-type="${field.type}">
    ${field.choices.map(({ value, label }) =>
      value === field.value
        ? html`<option value="${value}" selected>${label}</option>`
        : html`<option value="${value}">${label}</option>`,
    )}
  </select>`
}

function numberInput(id: string, field: Extract<FormField, { kind: 'number' }>): Html {
  const { min, max, step, isOptional, name, value } = field
  const bounds = html`${min === undefined ? undefined : html`min="${min}"`}
  ${max === undefined ? undefined : html`max="${max}"`}`
  return html`<input
    id="${id}"
    name="${name}"
    type="number"
    inputmode="decimal"
    data-type="number"
    ${bounds}
    step="${step}"
    value="${value}"
    ${isOptional ? html`placeholder="not known"` : html`required`}
  />`
}

function reply({ pictures }: WhatIfForm, { words }: DecisionPage): Html {
  return html`<div class="reply" aria-live="polite" hidden>
    <div class="said-yes" hidden>${picture(pictures.yes, words.yes)}</div>
    <div class="said-no" hidden>${picture(pictures.no, words.no)}</div>
    <p class="answer"></p>
  </div>`
}
