import { csvAddress, toCsv } from '../csv.ts'
import { html, type Html } from '../html.ts'
import { shortDay, type LocalTime } from '../local-time.ts'
import { confusionTable } from './confusion-table.ts'
import { isYes, writeProbability, type Decision, type DecisionPage } from './decision-page.ts'
import { answerOf } from './decision-section.ts'
import { historyChart } from './history-chart.ts'

const rowsShown = 10

/** What was said and what came, one subject after the other. */
export function historySection(page: DecisionPage, time: LocalTime): Html {
  const { decisions, words } = page
  const known = decisions.filter(({ observed }) => observed !== undefined)
  if (known.length === 0) {
    return html`<section class="part" id="history">
      <h2>What we said and what came</h2>
      <p class="empty">
        Of no ${words.subject} is it known yet what came. The first can be compared a day after we
        said something.
      </p>
    </section>`
  }
  return html`<section class="part" id="history" aria-labelledby="history-title">
    <h2 id="history-title">What we said and what came</h2>
    <p>${rightSentence(known, page)}</p>
    ${historyChart(page, time)}
    <div class="columns">${confusionTable(known, page)} ${historyTable(page, time)}</div>
  </section>`
}

function rightSentence(known: readonly Decision[], { words }: DecisionPage): string {
  const right = known.filter((one) => isYes(one) === one.observed).length
  const hindcasts = known.filter(({ isHindcast }) => isHindcast).length
  const subjects = known.length === 1 ? words.subject : `${words.subject}s`
  const share = writeProbability(right / known.length)
  const who = hindcasts === known.length ? 'All' : `${hindcasts} of them`
  const note =
    hindcasts === 0 ? '' : ` ${who} were predicted afterwards, from only what was known then.`
  return `Of ${known.length} ${subjects} whose outcome is known we were right about ${right} (${share}).${note}`
}

function historyTable(page: DecisionPage, time: LocalTime): Html {
  const { words } = page
  return html`<figure class="figure">
    <table>
      <caption>
        The last ${Math.min(rowsShown, page.decisions.length)}
      </caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col" class="name">
            ${words.subject.charAt(0).toUpperCase() + words.subject.slice(1)}
          </th>
          <th scope="col" class="number">“${words.yes}”</th>
          <th scope="col">What came</th>
        </tr>
      </thead>
      <tbody>
        ${page.decisions.slice(0, rowsShown).map((decision) => historyRow(decision, page, time))}
      </tbody>
    </table>
    <p class="figure-foot">
      <span>${page.decisions.length} in all.</span>
      <a download="predictions.csv" href="${csvAddress(historyCsv(page))}">Download all as CSV</a>
    </p>
  </figure>`
}

function historyRow(decision: Decision, page: DecisionPage, time: LocalTime): Html {
  const { observed, probability, pictureFile, name, at } = decision
  return html`<tr>
    <th scope="row"><a href="${pictureFile}">${shortDay(time.dayOf(at))}</a></th>
    <td class="name">${name}</td>
    <td class="number">${writeProbability(probability)}</td>
    <td class="came">${observed === undefined ? 'not known yet' : cameWords(decision, page)}</td>
  </tr>`
}

function cameWords(decision: Decision, { words }: DecisionPage): Html {
  const came = decision.observed === true ? words.yes : words.no
  if (isYes(decision) === decision.observed) return html`${came} <span class="right">✓ right</span>`
  return html`${came} <span class="wrong">✗ wrong</span>`
}

function historyCsv(page: DecisionPage): string {
  return toCsv(
    ['at', page.words.subject, 'probability', 'said', 'came'],
    page.decisions.map((decision) => [
      decision.at.toISOString(),
      decision.name,
      decision.probability,
      answerOf(decision, page),
      decision.observed === undefined
        ? undefined
        : decision.observed
          ? page.words.yes
          : page.words.no,
    ]),
  )
}
