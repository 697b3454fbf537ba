import { z } from 'zod'
import type { AccuracySummaryReply } from '../../api/index.ts'
import { openServices, readOverview } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderGroups } from '../render-groups.ts'
import { renderRuns } from '../render-runs.ts'
import { renderServices } from '../render-services.ts'
import { renderSection, renderTable } from '../render-table.ts'
import type { Style } from '../style.ts'
import { writeCount, writeNumber } from '../write-value.ts'

export const status = defineCommand({
  name: 'status',
  summary: 'Tell what is fresh, what ran, what serves, how right we were',
  example: 'swell status',
  input: z.strictObject({}),
  run: async (context) => {
    const project = await context.open()
    const services = await openServices(project, { isReader: true })
    try {
      return await readOverview(project, services)
    } finally {
      await services.close()
    }
  },
  print: ({ project, groups, runs, services, accuracy }, page) => {
    const { style } = page
    return [
      `${style.bold(project.name)}  ${style.dim(project.description ?? '')}\n`,
      renderSection('Fresh', renderGroups(groups, page), style),
      renderSection('Ran', renderRuns(runs.slice(0, 5), page), style),
      renderSection('Serves', renderServices(services, page), style),
      renderSection('How right we were', renderAccuracy(accuracy, style), style),
    ].join('')
  },
})

function renderAccuracy(accuracy: readonly AccuracySummaryReply[], style: Style): string {
  return renderTable(
    accuracy,
    [
      { title: 'model', of: ({ model }) => model },
      { title: 'predicts', of: ({ label }) => label },
      { title: 'came true', right: true, of: ({ count }) => writeCount(count) },
      {
        title: 'off by',
        right: true,
        of: ({ meanAbsoluteError, unit }) => writeNumber(meanAbsoluteError, unit),
      },
      { title: 'bias', right: true, of: ({ bias, unit }) => writeNumber(bias, unit) },
    ],
    { style, nothing: 'The project has no models.' },
  )
}
