from flask import Blueprint

room = Blueprint("monitor", __name__, template_folder="templates")
