import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { flipFuses, FuseVersion, FuseV1Options } from '@electron/fuses'

/**
 * Called by electron-builder for each unpacked app, before it is signed and put into an installer.
 *
 * A package for tests (LINGXI_TEST_PACKAGE=1) stays open to the inspector, which the tests drive it by, and may be built on
 * the stand-in Electron. Any other is for people, and is neither.
 *
 * @param {import('electron-builder').AfterPackContext} context
 */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const isForTests = process.env['LINGXI_TEST_PACKAGE'] === '1'
  if (!isForTests && packager.config.electronDist) throw new Error('A release is built on the declared Electron only.')
  removeStandInLoader(packager.getResourcesDir(appOutDir))

  await flipFuses(programIn(appOutDir, electronPlatformName, packager), {
    version: FuseVersion.V1,
    // SECURITY: the program runs this app and nothing else that is put into its environment, its arguments or beside it.
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: isForTests,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: electronPlatformName !== 'linux',
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    // Signing comes after this step, but on Apple silicon an unsigned program does not even start.
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
  })
}

/** @param {string} resourcesDir */
function removeStandInLoader(resourcesDir) {
  const loader = path.join(resourcesDir, 'app')
  if (existsSync(loader)) rmSync(loader, { recursive: true })
}

/**
 * @param {string} appOutDir
 * @param {string} platform
 * @param {import('electron-builder').AfterPackContext['packager']} packager
 */
function programIn(appOutDir, platform, packager) {
  const name = packager.appInfo.productFilename
  if (platform === 'darwin') return path.join(appOutDir, `${name}.app`)
  return path.join(appOutDir, platform === 'win32' ? `${name}.exe` : packager.platformSpecificBuildOptions.executableName ?? name)
}
