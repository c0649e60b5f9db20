"""Papers as a person sees them."""

import shutil
import subprocess

from served import has


def render(folder):
    """LibreOffice must open each paper; PDF and PNG stay beside it."""
    papers = sorted(folder.glob("*.docx")) + sorted(folder.glob("*.xlsx"))
    assert papers, f"no .docx and no .xlsx in {folder}"
    if not has("soffice"):
        print("  skipped: LibreOffice is not installed, the papers were not rendered")
        return
    profile = (folder / "profile").resolve().as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), *map(str, papers[:4])],
        check=True, capture_output=True, timeout=180)
    shutil.rmtree(folder / "profile", ignore_errors=True)
    for paper in papers[:4]:
        pdf = folder / (paper.stem + ".pdf")
        assert pdf.exists() and pdf.stat().st_size > 1000, f"{paper.name} does not open"
        if has("pdftoppm"):
            subprocess.run(
                ["pdftoppm", "-r", "60", "-png", str(pdf), str(folder / paper.stem)], check=True)
