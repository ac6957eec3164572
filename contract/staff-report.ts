/**
 * How every report of a site acceptance test begins: a page that may neither run a script nor load anything, whatever
 * its other parts hold.
 */
export function reportStart(language: string, direction: 'ltr' | 'rtl'): string {
  return `<!doctype html>\n<html lang="${language}" dir="${direction}">\n<head>\n${REPORT_META}\n`;
}

const REPORT_META = `<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`;

/** Whether a page begins so. */
export function isReport(html: string): boolean {
  const [, language = '', direction = ''] =
    /^<!doctype html>\n<html lang="([A-Za-z0-9-]{2,35})" dir="(ltr|rtl)">\n/.exec(html) ?? [];
  return (
    (direction === 'ltr' || direction === 'rtl') &&
    html.startsWith(reportStart(language, direction))
  );
}
