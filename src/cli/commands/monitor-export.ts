import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { z } from 'zod'
import {
  exportedMonitors,
  writeGrafanaDashboard,
  writePrometheusRules,
} from '../../monitoring/index.ts'
import { defineCommand } from '../command.ts'

export const monitorExport = defineCommand({
  name: 'monitor export',
  summary: 'Write rules for Prometheus and a dashboard for Grafana',
  description:
    'One alerting rule for each rule of each monitor and objective, and those that watch over the watching itself; a chart ' +
    'of each series that a rule judges. Both read what `/metrics` of `swell up` says.',
  example: 'swell monitor export --out monitoring',
  input: z.strictObject({
    out: z
      .string()
      .default('monitoring')
      .describe('The folder for prometheus-rules.yml and grafana-dashboard.json')
      .meta({ value: '<folder>' }),
  }),
  run: async (context, { out }) => {
    const { name, monitors, objectives } = (await context.open()).definition
    const exported = exportedMonitors(monitors, objectives)
    const folder = resolve(context.workingFolder, out)
    await mkdir(folder, { recursive: true })
    const texts = {
      'prometheus-rules.yml': writePrometheusRules(exported),
      'grafana-dashboard.json': writeGrafanaDashboard(name, exported),
    }
    for (const [file, text] of Object.entries(texts)) await writeFile(join(folder, file), text)
    const files = Object.keys(texts).map((file) =>
      join(relative(context.workingFolder, folder), file),
    )
    return { files, rules: exported.reduce((sum, { rules }) => sum + rules.length, 0) }
  },
  print: ({ files, rules }) => `Written for ${rules} rule(s): ${files.join(', ')}\n`,
})
