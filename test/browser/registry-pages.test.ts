import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../../scripts/open-browser.ts'
import { getModel, type OpenedProject } from '../../src/project/index.ts'
import { sqlModelNotes } from '../../src/registry/index.ts'
import { runSweep } from '../../src/training/index.ts'
import { refreshTides, startTides } from '../server/tide-project.ts'
import { trainOptions } from '../training/training-lab.ts'
import { overflowOf } from './dashboard-journey.ts'
import { buildDashboardWhereMissing, openPage } from './open-page.ts'

let browser: Browser

before(async () => {
  await buildDashboardWhereMissing()
  browser = await openBrowser()
})

after(() => browser?.close())

test('a version tells what it came from, what the gates found, and what people say of it', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const notes = sqlModelNotes(server.project)
  await notes.writeCard('level', { intendedUse: 'Sailing into harbours', notFor: 'Dikes' })
  const { page, errors } = await openPage(browser)
  await page.goto(`${server.url}/models/level`)
  const table = page.getByRole('region', { name: 'Versions of level' })
  await table.getByText('checked, champion').waitFor()
  await table.getByRole('link', { name: 'v1' }).click()

  await page.getByRole('heading', { level: 1, name: 'version 1' }).waitFor()
  const lineage = page.getByRole('group', { name: 'Lineage of version 1' })
  const kinds = await lineage.locator('.kind').allInnerTexts()
  for (const kind of ['source', 'training set', 'model version', 'service']) {
    assert.ok(kinds.includes(kind), `${kind} of ${kinds.join(', ')}`)
  }
  await page.getByText('Sailing into harbours').waitFor()
  await page.getByText('People have yet to write: caveats', { exact: false }).waitFor()
  const metrics = page.getByRole('region', { name: 'How good it is' })
  await metrics.getByText('–').first().waitFor()
  assert.equal(await overflowOf(page), 0)
  await page.setViewportSize({ width: 400, height: 800 })
  assert.equal(await overflowOf(page), 0)
  assert.deepEqual(errors, [])

  await t.test(
    'its evaluation is measured when somebody asks, and stands on its page',
    async () => {
      await page.getByRole('button', { name: 'Measure it now' }).click()
      const report = page.frameLocator('iframe[title="Evaluation of level, version 1"]')
      for (const name of ['How good it is', 'What the errors look like', 'What it looks at']) {
        await report.getByRole('heading', { level: 2, name }).waitFor()
      }
      await report
        .getByText('rows a second when many are asked for together', { exact: false })
        .waitFor()
      const json = page.getByRole('link', { name: 'The same as JSON' })
      assert.match(
        String(await json.getAttribute('href')),
        /\/level\/versions\/1\/evaluation\.json$/,
      )
      assert.equal(await overflowOf(page), 0)
      assert.deepEqual(errors, [])
    },
  )

  await t.test('a sweep shows its trials beside each other, and what mattered', async () => {
    const { id } = await sweepLevel(server.project)
    await page.goto(`${server.url}/runs/${id}/sweep`)
    await page.getByRole('heading', { level: 1, name: 'Sweep of level' }).waitFor()
    await page.getByText('4 trials of 4', { exact: false }).waitFor()
    for (const name of ['Trials through their values', 'What matters']) {
      await page.getByRole('heading', { name }).waitFor()
    }
    const trials = page.getByRole('region', { name: 'Trials' })
    await trials.getByRole('row').nth(4).waitFor()
    assert.equal(await overflowOf(page), 0)
    await page.setViewportSize({ width: 1280, height: 800 })
    assert.equal(await overflowOf(page), 0)
    assert.deepEqual(errors, [])
  })
})

/** A few small trials by chance. */
async function sweepLevel(project: OpenedProject) {
  const [set] = await project.trainingSets.list('tides')
  assert.ok(set !== undefined)
  const { run } = await runSweep(project, getModel(project.definition, 'level'), set, {
    ...trainOptions,
    parallel: 1,
    trialCount: 4,
    signal: new AbortController().signal,
  })
  return run
}

test('a person writes the card and approves a version on its page, with a reason that is kept', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const { page, errors } = await openPage(browser)
  await page.goto(`${server.url}/models/level/versions/1`)
  await page.getByRole('button', { name: 'Approve …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Approve level version 1' })
  await dialog.getByText('Its card does not say yet: intended use', { exact: false }).waitFor()
  assert.equal(await dialog.getByRole('button', { name: 'Approve it' }).isDisabled(), true)
  await dialog.getByRole('button', { name: 'Close' }).click()

  await page.getByRole('button', { name: 'Write it' }).click()
  await page.getByLabel('Intended use').fill('Sailing into **harbours**')
  await page.getByLabel('Not meant for').fill('Dikes')
  await page.getByLabel('Caveats').fill('- Never saw a storm <img src=x onerror=alert(1)>')
  await page.getByRole('button', { name: 'Save the card' }).click()
  await page.locator('.model-card strong', { hasText: 'harbours' }).waitFor()
  await page.getByText('<img src=x onerror=alert(1)>', { exact: false }).waitFor()

  await page.getByRole('button', { name: 'Approve …' }).click()
  await dialog.getByLabel(/^Reason/).fill('The pilots agreed')
  await dialog.getByRole('button', { name: 'Approve it' }).click()
  await page.locator('.page-name').getByText('approved, champion').waitFor()
  await page.getByText('“The pilots agreed”', { exact: false }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Approve …' }).count(), 0)
  await page.setViewportSize({ width: 390, height: 800 })
  assert.equal(await overflowOf(page), 0)
  assert.deepEqual(errors, [])
})

test('a model that a program has registered has pages, too: aliases move and notes are taken there', async (t) => {
  const server = await startTides(t)
  const ask = async (path: string, body: object) => {
    const response = await fetch(`${server.url}/api/2.0/mlflow${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await response.json()) as { run?: { info: { run_id: string; artifact_uri: string } } }
  }
  const { run } = await ask('/runs/create', { experiment_id: '0', start_time: 1 })
  const { run_id: id = '', artifact_uri: place = '' } = run?.info ?? {}
  const path = `/api/2.0/mlflow-artifacts/artifacts/0/${id}/artifacts/model/weights.bin`
  await fetch(`${server.url}${path}`, { method: 'PUT', body: 'weights' })
  await ask('/registered-models/create', { name: 'far-tide', description: 'From afar' })
  for (const _ of [1, 2]) {
    await ask('/model-versions/create', { name: 'far-tide', source: `${place}/model`, run_id: id })
  }

  const { page, errors } = await openPage(browser)
  await page.goto(`${server.url}/models`)
  await page.getByRole('link', { name: 'far-tide' }).click()
  await page.getByRole('heading', { level: 1, name: 'far-tide' }).waitFor()
  await page.getByRole('button', { name: 'Move an alias …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Move an alias of far-tide' })
  await dialog.getByLabel('Alias').fill('staging')
  await dialog.getByLabel('To version').selectOption('1')
  await dialog.getByRole('button', { name: 'Move it' }).click()
  const table = page.getByRole('region', { name: 'Versions of far-tide' })
  await table.getByText('staging').waitFor()
  assert.equal(await overflowOf(page), 0)

  await table.getByRole('link', { name: 'v1' }).click()
  await page.getByRole('group', { name: 'Lineage of version 1' }).waitFor()
  await page.getByRole('link', { name: 'weights.bin' }).waitFor()
  await page.getByRole('button', { name: 'Note and tags …' }).click()
  const note = page.getByRole('dialog', { name: 'What far-tide version 1 is' })
  await note.getByLabel('Note').fill('The calm one')
  await note.getByLabel(/^Tags/).fill('season: winter\nteam: sea')
  await note.getByRole('button', { name: 'Save' }).click()
  await page.getByText('season winter, team sea').waitFor()
  await page.getByText('The calm one').waitFor()
  await page.setViewportSize({ width: 390, height: 800 })
  assert.equal(await overflowOf(page), 0)
  assert.deepEqual(errors, [])
})
