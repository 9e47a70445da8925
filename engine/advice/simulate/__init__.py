"""The tool `simulate`: what open answers and other readings can make of what comes out, counted over many draws."""
