import { z } from 'zod'
import { getSite } from '../../project/index.ts'
import { buildSites } from '../build-sites.ts'
import { defineCommand } from '../command.ts'
import { cliErrors } from '../errors.ts'
import { renderTable } from '../render-table.ts'
import { writeBytes } from '../write-value.ts'

export const siteBuild = defineCommand({
  name: 'site build',
  summary: 'Write the static pages',
  description: 'One self-contained HTML file a site, from the newest stored predictions.',
  example: ['swell site build', 'swell site build surf'],
  positionals: ['site'],
  input: z.strictObject({ site: z.string().optional().describe('Only this one') }),
  run: async (context, { site }) => {
    const project = await context.open()
    const { definition } = project
    const sites = site === undefined ? definition.sites : [getSite(definition, site)]
    if (sites.length === 0) throw cliErrors.nothingToBuild({ project: definition.name })
    return { sites: await buildSites(project, sites) }
  },
  print: ({ sites }, { style }) =>
    renderTable(
      sites,
      [
        { title: 'site', of: ({ site }) => site },
        { title: 'size', right: true, of: ({ sizeBytes }) => writeBytes(sizeBytes) },
        { title: 'file', of: ({ path }) => path },
      ],
      { style, nothing: '' },
    ),
})
