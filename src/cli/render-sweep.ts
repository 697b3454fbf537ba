import { rankTrials, type Importance } from '../learn/index.ts'
import type { ReadSweep, SweptTrial } from '../training/index.ts'
import { renderTable } from './render-table.ts'
import type { Style } from './style.ts'
import { writeNumber } from './write-value.ts'

const shownCount = 10

/** The best trials of a sweep, what each parameter matters, and what to do next. */
export function renderSweep(
  {
    model,
    run,
    plan,
    trials,
    best,
    importance,
    file,
  }: ReadSweep & { readonly importance: readonly Importance[]; readonly file: string | null },
  style: Style,
): string {
  const ended = trials.filter(({ status }) => status === 'succeeded')
  const places = new Map(rankTrials(ended).map(({ number }, place) => [number, place]))
  const ranked = ended.toSorted((a, b) => (places.get(a.number) ?? 0) - (places.get(b.number) ?? 0))
  const shown = ranked.slice(0, shownCount)
  const prunedCount = ended.filter(({ isPruned }) => isPruned).length
  const failedCount = trials.filter(({ status }) => status === 'failed').length
  const counts = [
    `${trials.length} trials`,
    ...(prunedCount === 0 ? [] : [`${prunedCount} given up early`]),
    ...(failedCount === 0 ? [] : [`${failedCount} failed`]),
  ].join(', ')
  return [
    `${style.bold(`${model}: ${plan.metric} on ${plan.folds} folds of the training rows`)}\n\n`,
    renderTrials(shown, plan, style),
    `\n${style.dim(`${counts}; ${run.id}`)}\n`,
    importance.length === 0 ? '' : `\n${renderImportance(importance, style)}`,
    best === undefined ? '' : `\n${nextStep(model, file)}`,
  ].join('')
}

function renderTrials(
  trials: readonly SweptTrial[],
  { space, metric }: ReadSweep['plan'],
  style: Style,
): string {
  const columns = [
    { title: 'trial', right: true, of: ({ number }: SweptTrial) => String(number) },
    ...Object.keys(space).map((name) => ({
      title: name,
      right: true,
      of: ({ values }: SweptTrial) => {
        const value = values[name]
        return typeof value === 'number' ? String(Number(value.toPrecision(4))) : String(value)
      },
    })),
    {
      title: metric,
      right: true,
      of: ({ value }: SweptTrial) => (value === undefined ? '' : value.toPrecision(5)),
    },
    { title: '', of: ({ isPruned }: SweptTrial) => (isPruned ? style.dim('given up') : '') },
  ]
  return renderTable(trials, columns, { style, nothing: 'No trial came to its end.' })
}

function renderImportance(importance: readonly Importance[], style: Style): string {
  const columns = [
    { title: 'parameter', of: ({ name }: Importance) => name },
    {
      title: 'matters',
      right: true,
      of: ({ importance: share }: Importance) => `${writeNumber(100 * share)} %`,
    },
    {
      title: '',
      of: ({ importance: share }: Importance) => style.accent('█'.repeat(Math.round(30 * share))),
    },
  ]
  return renderTable(importance, columns, { style, nothing: '' })
}

function nextStep(model: string, file: string | null): string {
  return file === null
    ? `Next: swell sweep ${model} --resume --apply, then swell train ${model}\n`
    : `The best values are in ${file}. Next: swell train ${model}\n`
}
