// Saves a chart as PNG: the SVG that the server makes of it is drawn on a canvas, here, and nothing is sent anywhere.
// Without this file the button stays away; SVG and CSV are links.
const SCALE = 2; // pixels to a unit of the drawing, enough for print

const save = async (button) => {
  const image = new Image();
  image.src = button.dataset.png;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * SCALE;
  canvas.height = image.naturalHeight * SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = button.dataset.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

for (const button of document.querySelectorAll("[data-png]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true");
    const said = document.getElementById("saving");
    said.textContent = await save(button).then(() => "", () => button.dataset.failed);
    button.removeAttribute("aria-busy");
  });
}
