// Is this file a whole database of ours? Opens it for reading only.
import Database from 'better-sqlite3';

export function isSound(file: string): boolean {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    try {
      const ours = db.prepare("select count(*) as n from sqlite_master where type = 'table' and name = 'wall_user'");
      const whole = db.pragma('integrity_check', { simple: true }) === 'ok';
      return whole && ours.pluck().get() === 1;
    } finally {
      db.close();
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return false;
  }
}
