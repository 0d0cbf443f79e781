// Runs inside the stand-in Electron, in the place of Electron's default app, which the package does not carry:
// loads the app whose folder is the first plain argument, under that app's own name, version and path.
const { app } = require('electron')
const { readFileSync } = require('node:fs')
const path = require('node:path')

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (folder === undefined) {
  console.error('Usage: electron <folder of an app>')
  app.exit(1)
} else {
  const appPath = path.resolve(folder)
  const manifest = JSON.parse(readFileSync(path.join(appPath, 'package.json'), 'utf8'))
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
  app.setVersion(manifest.version)
  app.setName(manifest.productName ?? manifest.name)
  app.setAppPath(appPath)
  require(path.join(appPath, manifest.main))
}
