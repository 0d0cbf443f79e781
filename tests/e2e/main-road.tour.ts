import path from 'node:path'
import { test } from '@playwright/test'
import { artifactsDir } from '../../electron/dev/paths.mjs'
import { launchLingxi } from '../support/lingxi-app'

test('the main road of a call, with a picture of every step', async () => {
  const lingxi = await launchLingxi()
  const console = await lingxi.page('console')
  await console.locator('[data-truth="line"]').waitFor()
  await console.screenshot({ path: path.join(artifactsDir, 'tour', '01-console.png') })
  await lingxi.close()
})
