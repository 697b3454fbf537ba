import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { OpenedProject, Site } from '../project/index.ts'
import { renderDecisionPage, renderForecastPage, type ForecastPage } from '../site/index.ts'
import { cliErrors } from './errors.ts'
import { collectDecisionPage } from './collect-decision-page.ts'
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
    assertAlone(project, site)
    const folder = resolve(project.root, site.folder)
    const page = await buildPage(project, site, folder, links)
    const path = join(folder, 'index.html')
    await replaceFile(path, page)
    built.push({ site: site.name, path, sizeBytes: Buffer.byteLength(page) })
  }
  return built
}

/** The page's HTML; what stands beside it is written first, so that it never refers to what is not there. */
async function buildPage(
  project: OpenedProject,
  site: Site,
  folder: string,
  links: ForecastPage['links'] | undefined,
): Promise<string> {
  if (site.page === 'forecast') {
    return renderForecastPage(await collectForecastPage(project, site, links))
  }
  const page = await collectDecisionPage(project, site, links)
  for (const { pictureFile, picture } of page.decisions) {
    await replaceFile(join(folder, pictureFile), picture)
  }
  return renderDecisionPage(page)
}

/** Of two sites in one folder the later would overwrite the earlier. */
function assertAlone({ definition }: OpenedProject, site: Site): void {
  const other = definition.sites.find(
    ({ name, folder }) => name !== site.name && folder === site.folder,
  )
  if (other === undefined) return
  throw cliErrors.siteFolderShared({ site: site.name, other: other.name, folder: site.folder })
}

async function replaceFile(path: string, content: string): Promise<void> {
  const draft = `${path}.${process.pid}.draft`
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(draft, content)
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}
