import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { OpenedProject, Site } from '../project/index.ts'
import { renderForecastPage, type ForecastPage } from '../site/index.ts'
import { cliErrors } from './errors.ts'
import { collectForecastPage } from './collect-forecast-page.ts'

export interface BuiltSite {
  readonly site: string
  readonly path: string
  readonly sizeBytes: number
}

/** Writes the pages of some sites. A reader sees the old page or the new one, never half of it. */
export async function buildSites(
  project: OpenedProject,
  sites: readonly Site[],
  links?: ForecastPage['links'],
): Promise<BuiltSite[]> {
  const built: BuiltSite[] = []
  for (const site of sites) {
    const page = renderForecastPage(await collectForecastPage(project, site, links))
    assertAlone(project, site)
    const folder = resolve(project.root, site.folder)
    const path = join(folder, 'index.html')
    await replaceFile(folder, path, page)
    built.push({ site: site.name, path, sizeBytes: Buffer.byteLength(page) })
  }
  return built
}

/** Of two sites in one folder the later would overwrite the earlier. */
function assertAlone({ definition }: OpenedProject, site: Site): void {
  const other = definition.sites.find(
    ({ name, folder }) => name !== site.name && folder === site.folder,
  )
  if (other === undefined) return
  throw cliErrors.siteFolderShared({ site: site.name, other: other.name, folder: site.folder })
}

async function replaceFile(folder: string, path: string, content: string): Promise<void> {
  const draft = `${path}.${process.pid}.draft`
  await mkdir(folder, { recursive: true })
  try {
    await writeFile(draft, content)
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}
