// Whether a page is dark: Jupyter and VS Code say so; elsewhere the system does.

export function isDark(body, media) {
  if (body.dataset.jpThemeLight) return body.dataset.jpThemeLight === "false";
  if (/\bvscode-(light|high-contrast-light)\b/.test(body.className)) return false;
  return /\bvscode-(dark|high-contrast)\b/.test(body.className) || media.matches;
}
