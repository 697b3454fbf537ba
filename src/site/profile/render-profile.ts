import type { Profile, ProfileComparison } from '../../data/index.ts'
import { documentHead } from '../document-head.ts'
import { html, trustedHtml, withoutIndents, type Html } from '../html.ts'
import { columnSection } from './column-section.ts'
import { comparisonSection } from './comparison-section.ts'
import { correlationSection, hasCorrelations } from './correlation-section.ts'
import { interactionSection } from './interaction-section.ts'
import { missingSection } from './missing-section.ts'
import { alertsSection, overviewSection } from './overview-section.ts'
import { profileScript } from './profile-script.ts'
import { profileStyle } from './profile-style.ts'
import { sampleSection } from './sample-section.ts'
import { timeSection } from './time-section.ts'
import { valueSection } from './value-section.ts'
import { writeMoment } from './write-value.ts'

export interface ProfilePage {
  readonly title: string
  readonly madeAt?: Date
  /** The content of `tokens.css`. */
  readonly tokensCss: string
  /** Sets another profile beside this one. */
  readonly compared?: {
    readonly title: string
    readonly profile: Profile
    readonly comparison: ProfileComparison
  }
}

/** One HTML file with all that it needs inside; it loads nothing, and is whole without its script. */
export function renderProfile(profile: Profile, page: ProfilePage): string {
  const { markup } = html`<!doctype html>
    <html lang="en">
      ${documentHead({ title: `Profile of ${page.title}`, tokensCss: page.tokensCss, style: profileStyle, script: profileScript })}
      <body>
        ${withoutIndents(pageBody(profile, page))}
        ${trustedHtml(`<script>${profileScript}</script>`)}
      </body>
    </html> `
  return markup
}

function pageBody(profile: Profile, page: ProfilePage): Html {
  const { compared } = page
  return html`<div class="page">
    <main>
      ${pageHead(profile, page)}
      ${compared === undefined ? undefined : comparisonSection(compared.comparison, profile)}
      ${alertsSection(profile)} ${columnsSection(profile, compared)} ${timeSection(profile)}
      ${valueSection(profile)} ${missingSection(profile)} ${correlationSection(profile)}
      ${interactionSection(profile)} ${sampleSection(profile)}
    </main>
    ${pageFoot(profile)}
  </div>`
}

function columnsSection(profile: Profile, compared: ProfilePage['compared']): Html {
  const old = new Map(compared?.profile.columns.map((column) => [column.name, column]))
  const drifts = new Map(compared?.comparison.columns.map((drift) => [drift.name, drift]))
  return html`<section class="part" id="columns">
    <h2>Columns</h2>
    ${profile.columns.map((column, at) => {
      const drift = drifts.get(column.name)
      const before = drift === undefined ? undefined : old.get(column.name)
      return columnSection({
        column,
        at,
        profile,
        ...(drift === undefined ? {} : { drift }),
        ...(before === undefined ? {} : { before }),
      })
    })}
  </section>`
}

function pageHead(profile: Profile, { title, madeAt, compared }: ProfilePage): Html {
  const parts = [
    ...(compared === undefined ? [] : [['changes', 'What changed']]),
    ['alerts', 'What stands out'],
    ['columns', 'Columns'],
    ...(profile.overTime === undefined ? [] : [['over-time', 'Over time']]),
    ...(profile.byValue === undefined ? [] : [['by-value', `By ${profile.byValue.column}`]]),
    ['missing', 'Missing values'],
    ...(hasCorrelations(profile) ? [['correlations', 'Correlations']] : []),
    ...(profile.interactions.length === 0 ? [] : [['interactions', 'Pairs of numbers']]),
    ['sample', 'First rows'],
  ]
  return html`<header class="page-head">
    <div class="title-row">
      <h1>${title}</h1>
      <button type="button" class="theme" hidden></button>
    </div>
    ${madeAt === undefined ? undefined : html`<p class="note">Told ${writeMoment(madeAt.getTime())} UTC</p>`}
    ${
      compared === undefined
        ? undefined
        : html`<p class="introduction">
            Compared with <b>${compared.title}</b>: bars are now, the dashed line was before.
          </p>`
    }
    ${overviewSection(profile)}
    <nav class="contents" aria-label="Parts">
      ${parts.map(([anchor, words]) => html`<a href="#${anchor}">${words}</a>`)}
    </nav>
    <form class="jump" role="search" hidden>
      <label class="unseen" for="jump">Find a column</label>
      <input
        id="jump"
        type="search"
        list="names"
        placeholder="Find a column ( / )"
        autocomplete="off"
      />
      <datalist id="names">
        ${profile.columns.map(({ name }) => html`<option value="${name}"></option>`)}
      </datalist>
      <span class="note" aria-live="polite"></span>
    </form>
  </header>`
}

function pageFoot({ approximations }: Profile): Html {
  return html`<footer class="page-foot">
    ${
      approximations.length === 0
        ? html`<p>All numbers of this report are exact: every row was read.</p>`
        : html`<h2>What is not exact</h2>
            ${approximations.map((sentence) => html`<p>${sentence}</p>`)}
            <p>All else is exact: every row was read.</p>`
    }
  </footer>`
}
