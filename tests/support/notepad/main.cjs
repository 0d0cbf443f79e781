// A program that is not Lingxi: one window with a place to type, as an agent has others open.
const { app, BrowserWindow } = require('electron')

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 500, height: 300, x: 20, y: 20, title: 'notepad' })
  return window.loadURL('data:text/html,<title>notepad</title><textarea autofocus rows=10 cols=50></textarea>')
})
app.on('window-all-closed', () => app.quit())
