// A picture from the kernel, with a description. The page's width and theme go to the kernel as {type: "frame", ...}:
// before the first picture, and whenever they change. This file comes after theme.js in one module.

function render({ model, el }) {
  const image = document.createElement("img");
  const media = matchMedia("(prefers-color-scheme: dark)");
  let address = null;
  let told = "";
  image.style.cssText = "display: block; max-width: 100%; height: auto";
  image.hidden = true;
  el.append(image);

  const show = () => {
    const bytes = model.get("png");
    if (!bytes.byteLength) return;
    const old = address;
    address = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
    image.addEventListener("load", () => {
      if (old) URL.revokeObjectURL(old);
      el.dataset.rev = String(model.get("revision"));
    }, { once: true });
    image.alt = model.get("words");
    image.src = address;
    image.hidden = false;
  };
  const tell = () => {
    const width = Math.floor(el.getBoundingClientRect().width);
    if (width <= 0) return;
    const frame = { dark: isDark(document.body, media), width, sharpness: devicePixelRatio || 1 };
    const text = JSON.stringify(frame);
    if (text === told) return;
    told = text;
    image.style.width = `${width}px`;
    model.send({ type: "frame", ...frame });
  };
  const skin = new MutationObserver(tell);
  const size = new ResizeObserver(tell);
  skin.observe(document.body, { attributes: true, attributeFilter: ["class", "data-jp-theme-light"] });
  size.observe(el);
  media.addEventListener("change", tell);
  model.on("change:revision", show);
  show();
  tell();
  return () => {
    skin.disconnect();
    size.disconnect();
    media.removeEventListener("change", tell);
    model.off("change:revision", show);
    if (address) URL.revokeObjectURL(address);
  };
}

export default { render };
